import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitClassifier, restoreClassifier } from '@/engine/classical/classifier';
import { inSlices, type Steps } from '@/engine/classical/slices';
import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassifierModel } from '@/experiment/classical/models';
import { accuracyOn, free, randomData } from './fixtures';

/** Each kind with its defaults, but for fewer trees. */
const MODELS: ClassifierModel[] = CLASSICAL_KINDS.map((kind) => ({
  ...CLASSICAL_MODELS[kind].defaults,
  ...(kind === 'randomForest' ? { trees: 7 } : {}),
}));

const data = randomData();
const fitted = (model: ClassifierModel, seed = 3) => fitClassifier(model, { data, seed, ...free() });

describe.each(MODELS)('the model $kind', (model) => {
  it('gives the same for the same seed, for positions and for bytes, and after storage', async () => {
    const [first, second] = [await fitted(model), await fitted(model)];
    const probabilities = await first.probabilities(data.test, free());
    expect(await second.probabilities(data.test, free())).toEqual(probabilities);
    const bytes = data.pixels.slice(data.train.length * 36);
    expect(await first.probabilitiesOf(bytes, free())).toEqual(probabilities);
    const restored = restoreClassifier(structuredClone(first.toState()), data);
    expect(await restored.probabilitiesOf(bytes.slice(0, 36), free())).toEqual(probabilities.slice(0, 3));
    expect(await restored.probabilities(data.test, free())).toEqual(probabilities);
    expect([restored.kind, restored.classes, restored.notes]).toEqual([model.kind, 3, first.notes]);
  });

  it('gives shares that sum to one, and beats the commonest class if it looks', async () => {
    const classifier = await fitted(model);
    const probabilities = await classifier.probabilities(data.test, free());
    for (let row = 0; row < data.test.length; row++) {
      expect(probabilities.slice(row * 3, row * 3 + 3).reduce((sum, share) => sum + share)).toBeCloseTo(1, 5);
    }
    const accuracy = accuracyOn(data, data.test, probabilities);
    if (model.kind === 'mostFrequent') expect(accuracy).toBeLessThan(0.5);
    else expect(accuracy).toBeGreaterThan(0.7);
  });

  it('never thinks a class likely that had no training image, and copes with a single class', async () => {
    const without = { ...data, train: data.train.filter((i) => data.targets[i] !== 1) };
    const two = await fitClassifier(model, { data: without, seed: 1, ...free() });
    const shares = await two.probabilities(data.test, free());
    expect(shares.filter((_, at) => at % 3 === 1).every((share) => share === 0)).toBe(true);
    const single = await fitClassifier(model, {
      data: { ...data, train: data.train.filter((i) => data.targets[i] === 2) },
      seed: 1,
      ...free(),
    });
    expect(await single.probabilities(data.test.slice(0, 2), free())).toEqual(Float32Array.of(0, 0, 1, 0, 0, 1));
  });

  it('copes with a single image, and says what is wrong where there is none', async () => {
    const one = await fitClassifier(model, { data: { ...data, train: data.train.slice(0, 1) }, seed: 1, ...free() });
    const [share] = (await one.probabilities(data.test.slice(0, 1), free())).subarray(data.targets[0]!);
    expect(share).toBe(1);
    const nothing = { ...data, train: new Uint32Array() };
    await expect(fitClassifier(model, { data: nothing, seed: 1, ...free() })).rejects.toThrow('no training images');
  });

  it('refuses bytes that are no images, and data of other classes', async () => {
    const classifier = await fitted(model);
    await expect(classifier.probabilitiesOf(new Uint8Array(37), free())).rejects.toThrow('no whole number of images');
    expect(() => restoreClassifier(classifier.toState(), { ...data, classNames: ['a', 'b'] })).toThrow('knows 3 classes');
  });

  it('does not begin once it is aborted', async () => {
    const aborted = { ...free(), signal: AbortSignal.abort() };
    await expect(fitClassifier(model, { data, seed: 1, ...aborted })).rejects.toThrow('abort');
    await expect((await fitted(model)).probabilities(data.test, aborted)).rejects.toThrow('abort');
  });
});

it('a stored model of another layout is refused', async () => {
  const task = { data, seed: 1, ...free() };
  const logistic = (await fitClassifier(CLASSICAL_MODELS.logisticRegression.defaults, task)).toState();
  const neighbours = (await fitClassifier(CLASSICAL_MODELS.nearestNeighbours.defaults, task)).toState();
  const narrow = { ...logistic, weights: logistic.weights.slice(0, 37) };
  const basis = { ...neighbours.basis, directions: neighbours.basis.directions.slice(36) };
  expect(() => restoreClassifier(narrow, data)).toThrow('Parts of the model are missing');
  expect(() => restoreClassifier({ ...neighbours, basis }, data)).toThrow('Parts of the model are missing');
});

describe('a computation in slices', () => {
  let clock = 0;
  beforeEach(() => vi.spyOn(performance, 'now').mockImplementation(() => clock));
  afterEach(() => vi.restoreAllMocks());

  /** Takes 200 ms by the clock, in steps of 2 ms. */
  function* slow(): Steps<string> {
    for (let i = 0; i < 100; i++) {
      clock += 2;
      yield { share: i / 100, words: `Step ${i}` };
    }
    return 'done';
  }

  it('breathes and reports every 50 ms', async () => {
    const reports: [number, string][] = [];
    const breathe = vi.fn(async () => undefined);
    const onProgress = (share: number, words: string) => void reports.push([share, words]);
    expect(await inSlices(slow(), { ...free(), breathe, onProgress })).toBe('done');
    expect(breathe).toHaveBeenCalledTimes(4);
    expect(reports).toEqual([24, 49, 74, 99].map((i) => [i / 100, `Step ${i}`]));
  });

  it('ends with the reason of its signal at the next breath', async () => {
    const controller = new AbortController();
    const breathe = vi.fn(async () => controller.abort(new Error('stopped by hand')));
    await expect(inSlices(slow(), { signal: controller.signal, breathe })).rejects.toThrow('stopped by hand');
    expect(breathe).toHaveBeenCalledTimes(1);
  });
});

import { layer } from '@tests/engine/support/networks';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { placeSums } from '@/features/inside/map/place-sums';
import type { SaliencyMap } from '@/metrics/inside/saliency';
import type { Answers, ExcitingSlice, Message, Question } from '@/worker/protocol';
import { stockedStorage, TestLaboratory, tiny, tinyExperiment } from '../laboratory-fixture';

const picture = new Uint8Array(tiny.inflated.get('t10k-images-idx3-ubyte.gz') ?? []).slice(16, 16 + 784);

/** What the worker answers, or why it does not. */
async function ask<T>(laboratory: TestLaboratory, question: Question, request: number): Promise<T | string> {
  await laboratory.send({ ...question, request });
  const reply = laboratory.messages.find((message: Message) => 'request' in message && message.request === request);
  if (reply?.type === 'refusal') return reply.problem.message;
  if (reply?.type !== 'answer') throw new Error('no answer');
  return reply.answer as T;
}

const withLayers = (...layers: Layer[]): Experiment => ({ ...tinyExperiment({ epochs: 1 }), model: { kind: 'network', layers } });

async function trained(experiment: Experiment): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory({ storage: await stockedStorage() });
  await laboratory.open();
  await laboratory.train('a', experiment);
  await laboratory.untilStatus('finished');
  return laboratory;
}

const convolutional = withLayers(
  layer('conv2d', { filters: 300, kernelSize: 1, strides: 7, activation: 'relu' }),
  layer('maxPooling2d'),
  layer('flatten'),
);

describe('a look inside', () => {
  it('shows every layer with its shape, the first channels of very wide ones, and the answer', async () => {
    const laboratory = await trained(convolutional);
    const view = await ask<Answers['inspect']>(laboratory, { type: 'inspect', pixels: picture }, 1);
    if (typeof view === 'string') throw new Error(view);
    expect(view.layers.map(({ shape, shown, values }) => [shape, shown, values.length])).toEqual([
      [[4, 4, 300], 256, 16 * 256],
      [[2, 2, 300], 256, 4 * 256],
      [[1200], 256, 256],
      [[10], 10, 10],
    ]);
    expect(view).toMatchObject({ epoch: 1, step: 6 });
    const said = await ask<Answers['predict']>(laboratory, { type: 'predict', pixels: picture }, 2);
    expect(view.probabilities).toEqual(typeof said === 'string' ? said : said.probabilities);
    // The pooled maps are the largest of four of the maps before, channel by channel.
    const [maps, pooled] = view.layers.map(({ values }) => values);
    for (let channel = 0; channel < 256; channel += 17) {
      const window = [0, 1, 4, 5].map((place) => maps![place * 256 + channel]!);
      expect(pooled![channel]).toBe(Math.max(...window));
    }
  });

  it('says where an answer comes from, by each method in its own resolution', async () => {
    const laboratory = await trained(convolutional);
    const sizes: unknown[] = [];
    for (const [request, method] of (['gradCam', 'gradient', 'occlusion'] as const).entries()) {
      const map = await ask<SaliencyMap>(laboratory, { type: 'explain', pixels: picture, target: 3, method }, request + 1);
      if (typeof map === 'string') throw new Error(map);
      expect(map.values.every((value) => value >= 0)).toBe(true);
      sizes.push([map.height, map.width, map.values.length]);
    }
    expect(sizes).toEqual([
      [4, 4, 16],
      [28, 28, 784],
      [28, 28, 784],
    ]);
  });

  it('finds for a network without hidden layers exactly the size of its weights', async () => {
    const laboratory = await trained(withLayers(layer('flatten')));
    const map = await ask<SaliencyMap>(laboratory, { type: 'explain', pixels: picture, target: 3, method: 'gradient' }, 1);
    const weights = await ask<Answers['storedRun']>(laboratory, { type: 'storedRun', runId: 'a' }, 2);
    if (typeof map === 'string' || typeof weights === 'string') throw new Error('refused');
    const kernel = weights.checkpoint?.state.weights[0] ?? new Float32Array(0);
    expect(kernel).toHaveLength(7840);
    map.values.forEach((value, i) => {
      expect(value).toBeCloseTo(Math.abs(kernel[i * 10 + 3]!), 5);
    });
    expect(await ask(laboratory, { type: 'explain', pixels: picture, target: 3, method: 'gradCam' }, 3)).toBe(
      'Grad-CAM needs a convolution.',
    );
  });

  it('speaks for the first of two classes by the opposite of what speaks for the second', async () => {
    const experiment = withLayers(layer('conv2d', { filters: 2, kernelSize: 3, strides: 4 }), layer('flatten'));
    experiment.data.task = { kind: 'pair', classes: [0, 1] };
    const laboratory = await trained(experiment);
    const maps: Float32Array[] = [];
    for (const target of [0, 1]) {
      const map = await ask<SaliencyMap>(laboratory, { type: 'explain', pixels: picture, target, method: 'gradCam' }, target + 1);
      if (typeof map === 'string') throw new Error(map);
      maps.push(map.values);
    }
    // Where one is above 0 the other was below it.
    maps[0]!.forEach((value, i) => {
      expect(Math.min(value, maps[1]![i]!)).toBe(0);
    });
    expect(Math.max(...maps[0]!, ...maps[1]!)).toBeGreaterThan(0);
  });

  it.each([
    ['a convolution', layer('conv2d', { filters: 3, kernelSize: 4, strides: 2, activation: 'relu' })],
    ['a convolution without padding', layer('conv2d', { filters: 2, kernelSize: 3, strides: 3, padding: 'valid', activation: 'relu' })],
    ['a depthwise convolution', layer('depthwiseConv2d', { kernelSize: 3, depthMultiplier: 2, strides: 2, activation: 'relu' })],
    ['a separable convolution', layer('separableConv2d', { filters: 3, kernelSize: 3, depthMultiplier: 2, activation: 'relu' })],
  ])('gives the kernel with which a map can be worked out by hand, of %s', async (_name, examined) => {
    const before = layer('conv2d', { filters: 3, kernelSize: 3, strides: 3, activation: 'tanh' });
    const experiment = withLayers({ ...before, id: 'before' }, { ...examined, id: 'examined' }, layer('flatten'));
    const laboratory = await trained(experiment);
    const view = await ask<Answers['inspect']>(laboratory, { type: 'inspect', pixels: picture }, 1);
    const channel = 1;
    const weights = await ask<Answers['channelWeights']>(laboratory, { type: 'channelWeights', layer: 1, channel }, 2);
    if (typeof view === 'string' || typeof weights === 'string') throw new Error('refused');
    const [input, made] = view.layers;
    const planned = planOf(experiment).layers[1]!;
    const [height = 0, width = 0, channels = 0] = made!.shape;
    for (const place of [0, width - 1, width + 1, height * width - 1]) {
      const sums = placeSums(planned, weights, input!, [Math.floor(place / width), place % width]);
      expect(Math.max(0, sums?.total ?? Number.NaN)).toBeCloseTo(made!.values[place * channels + channel]!, 4);
    }
  });

  it('shows the weights of softmax regression as an image of each class, and those of other units as a row', async () => {
    const laboratory = await trained(withLayers(layer('flatten'), layer('dense', { units: 4 })));
    const first = await ask<Answers['channelWeights']>(laboratory, { type: 'channelWeights', layer: 1, channel: 2 }, 1);
    const output = await ask<Answers['channelWeights']>(laboratory, { type: 'channelWeights', layer: 2, channel: 9 }, 2);
    const stored = await ask<Answers['storedRun']>(laboratory, { type: 'storedRun', runId: 'a' }, 3);
    if (typeof first === 'string' || typeof output === 'string' || typeof stored === 'string') throw new Error('refused');
    const [kernel, bias] = stored.checkpoint!.state.weights;
    expect(first).toMatchObject({ kind: 'image', height: 28, width: 28, bias: bias![2] });
    expect([...first.values]).toEqual(Array.from({ length: 784 }, (_, pixel) => kernel![pixel * 4 + 2]));
    expect(output).toMatchObject({ kind: 'row', height: 1, width: 4 });
    expect(await ask(laboratory, { type: 'channelWeights', layer: 1, channel: 4 }, 4)).toMatch(/no channel 4/);
  });

  it('finds the images of the validation set that excite a channel most, part by part', async () => {
    const laboratory = await trained(convolutional);
    const search = { type: 'exciting', layer: 0, channel: 7 } as const;
    const parts: ExcitingSlice[] = [];
    for (let from = 0; from < (parts[0]?.total ?? 1); from += 5) {
      const part = await ask<ExcitingSlice>(laboratory, { ...search, from, count: 5 }, 10 + from);
      if (typeof part === 'string') throw new Error(part);
      parts.push(part);
    }
    for (const part of parts) expect(part.found).toEqual(part.found.toSorted((a, b) => b.value - a.value));
    expect(new Set(parts.map(({ set, total }) => `${set} ${total}`))).toEqual(new Set(['validation 10']));
    const found = parts.flatMap((part) => part.found);
    expect(found).toHaveLength(parts[0]!.total);
    expect(new Set(found.map(({ image }) => image.index)).size).toBe(found.length);
    for (const { image, value, place } of found) {
      const view = await ask<Answers['inspect']>(laboratory, { type: 'inspect', pixels: image.pixels }, 1000 + image.index);
      if (typeof view === 'string') throw new Error(view);
      const { values, shown } = view.layers[0]!;
      const own = [...values].filter((_, i) => i % shown === 7);
      expect(value).toBe(Math.max(...own));
      expect(own[Math.floor(place / 300)]).toBe(value);
      image.probabilities.forEach((probability, k) => {
        expect(probability).toBeCloseTo(view.probabilities[k]!, 5);
      });
    }
  });

  it('finds twelve images at most in a part, among those for the test where nothing is held out', async () => {
    const { data, ...rest } = convolutional;
    const split = { kind: 'official', validationShare: 0, stratified: true, validationIsTest: false } as const;
    const laboratory = await trained({ ...rest, data: { ...data, split } });
    const part = await ask<ExcitingSlice>(laboratory, { type: 'exciting', layer: 0, channel: 7, from: 10, count: 25 }, 1);
    const last = await ask<ExcitingSlice>(laboratory, { type: 'exciting', layer: 0, channel: 7, from: 35, count: 25 }, 2);
    if (typeof part === 'string' || typeof last === 'string') throw new Error('refused');
    expect(part).toMatchObject({ set: 'test', total: 40, done: 35 });
    expect(part.found).toHaveLength(12);
    expect(last).toMatchObject({ done: 40, found: { length: 5 } });
    // The test images come behind the training images.
    expect(part.found.every(({ image }) => image.index >= 130 && image.index < 155)).toBe(true);
  });

  it('is refused in words where nothing is trained', async () => {
    const laboratory = new TestLaboratory({ storage: await stockedStorage() });
    await laboratory.open();
    expect(await ask(laboratory, { type: 'inspect', pixels: picture }, 1)).toBe('No trained network is here yet.');
  });
});

import { describe, expect, it, vi } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import { copyAt, originalOf } from '@/experiment/data/positions';
import { SPLITS } from '@/experiment/data/splits';
import type { DataSpec } from '@/experiment/data/types';
import type { Answers, Message, Neighbour, Question } from '@/worker/protocol';
import { stockedStorage, TestLaboratory, tinyData, tinyExperiment } from '../laboratory-fixture';

const SIZE = 28 * 28;
const TRAIN = tinyData.train.labels.length;
const imageOf = (images: Uint8Array, k: number) => images.slice(k * SIZE, (k + 1) * SIZE);

let requests = 0;
/** The worker's answer to one question, or why there is none. */
async function ask<K extends keyof Answers>(laboratory: TestLaboratory, question: Question & { type: K }): Promise<Answers[K] | string> {
  const request = ++requests;
  await laboratory.send({ ...question, request });
  const reply = laboratory.messages.find((message: Message) => 'request' in message && message.request === request);
  if (reply?.type === 'refusal') return reply.problem.message;
  if (reply?.type !== 'answer') throw new Error('no answer');
  return reply.answer as Answers[K];
}

async function trained(): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory({ storage: await stockedStorage() });
  await laboratory.open();
  await laboratory.train('a', tinyExperiment({ epochs: 1 }));
  await laboratory.untilStatus('finished');
  return laboratory;
}

describe('single images', () => {
  it('come by position, training images first, and only those that exist', async () => {
    const laboratory = await trained();
    const dataset = 'fashion-mnist';
    const answer = await ask(laboratory, { type: 'pixels', dataset, positions: Uint32Array.of(TRAIN + 2, 5) });
    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.block.slice(0, SIZE)).toEqual(imageOf(tinyData.test.images, 2));
    expect(answer.block.slice(SIZE)).toEqual(imageOf(tinyData.train.images, 5));
    expect(await ask(laboratory, { type: 'pixels', dataset, positions: Uint32Array.of(1e6) })).toBe('Image 1000000 does not exist');
    const many = new Uint32Array(2001);
    expect(await ask(laboratory, { type: 'pixels', dataset, positions: many })).toBe('At most 2000 images can be had at once');
  });
});

it('are shown as they were changed, where validation has copies of them', async () => {
  const laboratory = new TestLaboratory({ storage: await stockedStorage() });
  await laboratory.open();
  const base = tinyExperiment({ epochs: 1 });
  const data: DataSpec = {
    ...base.data,
    split: { kind: 'endOfList', validationShare: 0.2, stratified: false, validationIsTest: false },
    augmentation: { steps: [{ kind: 'flipLeftRight', probability: 1 }], mode: 'addCopies', classes: [2, 6] },
  };
  await laboratory.train('a', { ...base, data });
  await laboratory.untilStatus('finished');
  const predictions = await ask(laboratory, { type: 'predictions', set: 'validation' });
  if (typeof predictions === 'string') throw new Error(predictions);
  const copies = predictions.indices.filter((index) => originalOf(index) !== null);
  const labels = tinyData.train.labels;
  expect(copies).toHaveLength(labels.filter((label) => label === 2 || label === 6).length);
  const [copy = 0] = copies;
  const original = originalOf(copy) ?? 0;
  const answer = await ask(laboratory, { type: 'pixels', dataset: 'fashion-mnist', positions: Uint32Array.of(copy) });
  if (typeof answer === 'string') throw new Error(answer);
  const rows = (pixels: Uint8Array) => Array.from({ length: 28 }, (_, row) => [...pixels.slice(28 * row, 28 * row + 28)]);
  expect(rows(answer.block)).toEqual(rows(imageOf(tinyData.train.images, original)).map((row) => row.toReversed()));
  expect(await ask(laboratory, { type: 'pixels', dataset: 'fashion-mnist', positions: Uint32Array.of(copyAt(10 ** 6)) })).toMatch(
    /^No changed copy/,
  );
  // Every question knows a copy by the same position.
  for (const epoch of [null, 1]) {
    const samples = await ask(laboratory, { type: 'samplesAt', positions: [copy], epoch });
    if (typeof samples === 'string') throw new Error(samples);
    expect(samples.items.map(({ index, pixels }) => ({ index, pixels }))).toEqual([{ index: copy, pixels: answer.block }]);
  }
  const slice = await ask(laboratory, { type: 'exciting', layer: 0, channel: 0, from: 0, count: 1000 });
  if (typeof slice === 'string') throw new Error(slice);
  const indices = slice.found.map(({ image }) => image.index);
  expect(indices.every((index) => predictions.indices.includes(index))).toBe(true);
  expect(indices.some((index) => originalOf(index) !== null)).toBe(true);
});

it('say which of them serve what under other settings, as a run would divide them', async () => {
  const laboratory = await trained();
  const experiment = { ...tinyExperiment({ seed: 7 }) };
  const split = await ask(laboratory, { type: 'split', experiment });
  const { train, validation, test } = prepareData(tinyData, experiment.data, 7);
  expect(split).toEqual({ train, validation, test });
  const garments = { ...experiment, data: { ...experiment.data, dataset: 'builtin-garments' as const } };
  expect(await ask(laboratory, { type: 'split', experiment: garments })).toContain('are not here');
});

describe('the nearest training images', () => {
  it('are the run’s own, nearest first, with the distance that one computes by hand', async () => {
    const laboratory = await trained();
    const pixels = imageOf(tinyData.test.images, 0);
    const found = await ask(laboratory, { type: 'neighbours', pixels, count: 5, except: null });
    if (typeof found === 'string') throw new Error(found);
    const predictions = await ask(laboratory, { type: 'predictions', set: 'validation' });
    if (typeof predictions === 'string') throw new Error(predictions);
    const heldOut = new Set(predictions.indices);
    const byHand = [...tinyData.train.labels.keys()]
      .filter((k) => !heldOut.has(k))
      .map((index) => ({ index, distance: distance(pixels, imageOf(tinyData.train.images, index)) }))
      .sort((a, b) => a.distance - b.distance || a.index - b.index)
      .slice(0, 5);
    expect(found.map(({ index }) => index)).toEqual(byHand.map(({ index }) => index));
    found.forEach((neighbour: Neighbour, k) => {
      expect(neighbour.distance).toBeCloseTo(byHand[k]?.distance ?? Number.NaN, 9);
      expect(neighbour.target).toBe(tinyData.train.labels[neighbour.index]);
      expect(neighbour.pixels).toEqual(imageOf(tinyData.train.images, neighbour.index));
    });
  });

  it('leave out the image itself, and refuse pictures of another size', async () => {
    const laboratory = await trained();
    const [first] = (await ask(laboratory, {
      type: 'neighbours',
      pixels: imageOf(tinyData.test.images, 0),
      count: 1,
      except: null,
    })) as Neighbour[];
    if (!first) throw new Error('no neighbour');
    const others = (await ask(laboratory, { type: 'neighbours', pixels: first.pixels, count: 1, except: first.index })) as Neighbour[];
    expect(others[0]?.index).not.toBe(first.index);
    expect(await ask(laboratory, { type: 'neighbours', pixels: new Uint8Array(3), count: 1, except: null })).toBe(
      'A picture has 784 pixels, this one 3',
    );
  });

  it('are not looked for any longer once a newer search begins or the page cancels', async () => {
    const laboratory = await trained();
    const question = { type: 'neighbours', pixels: imageOf(tinyData.test.images, 0), count: 3, except: null } as const;
    // Every look at the clock finds a slice over.
    let time = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      time += 100;
      return time;
    });
    const [older, newer] = await Promise.all([ask(laboratory, question), ask(laboratory, question)]);
    const cancelled = ask(laboratory, question);
    await laboratory.send({ type: 'cancelNeighbours' });
    const words = 'The search for the nearest training images was canceled.';
    expect([older, await cancelled]).toEqual([words, words]);
    clock.mockRestore();
    expect(newer).toHaveLength(3);
  });
});

function distance(a: Uint8Array, b: Uint8Array): number {
  return Math.sqrt(a.reduce((sum, value, p) => sum + (value - (b[p] ?? 0)) ** 2, 0)) / 255;
}

describe('the numbers that tell images apart', () => {
  it('are the pixels of a set, evenly from all of it, or those of the last hidden layer', async () => {
    const laboratory = await trained();
    const predictions = await ask(laboratory, { type: 'predictions', set: 'test' });
    const all = await ask(laboratory, { type: 'features', of: { set: 'test', most: 2000 }, space: 'pixels' });
    const some = await ask(laboratory, { type: 'features', of: { set: 'test', most: 5 }, space: 'pixels' });
    const hidden = await ask(laboratory, { type: 'features', of: { set: 'test', most: 5 }, space: 'hidden' });
    if (typeof predictions === 'string' || typeof all === 'string' || typeof some === 'string' || typeof hidden === 'string')
      throw new Error('no answer');
    expect([...all.rows]).toEqual([...predictions.indices.keys()]);
    expect(all.width).toBe(SIZE);
    const first = imageOf(tinyData.test.images, 0);
    expect(all.values.slice(0, SIZE)).toEqual(Float32Array.from(first, (byte) => byte / 255));
    expect(some.rows).toHaveLength(5);
    expect(hidden.rows).toEqual(some.rows);
    const row = some.rows[3] ?? 0;
    const image = imageOf(tinyData.test.images, row);
    const one = await ask(laboratory, { type: 'features', of: { pixels: image }, space: 'hidden' });
    const inside = await ask(laboratory, { type: 'inspect', pixels: image });
    if (typeof one === 'string' || typeof inside === 'string') throw new Error('no answer');
    expect(one.width).toBe(hidden.width);
    one.values.forEach((value, i) => {
      expect(hidden.values[3 * hidden.width + i]).toBeCloseTo(value, 5);
    });
    const seen = inside.layers.at(-2)?.values ?? new Float32Array(0);
    expect(seen.length).toBeGreaterThan(0);
    expect(one.values.slice(0, seen.length)).toEqual(seen);
  });

  it('are of the newest question, and refused where there is nothing to ask', async () => {
    const laboratory = await trained();
    const first = ask(laboratory, { type: 'features', of: { set: 'test', most: 50 }, space: 'hidden' });
    const second = ask(laboratory, { type: 'features', of: { set: 'test', most: 50 }, space: 'hidden' });
    expect(await first).toBe('The map was canceled.');
    expect(await second).toHaveProperty('width');
    const third = ask(laboratory, { type: 'features', of: { set: 'test', most: 50 }, space: 'pixels' });
    await laboratory.send({ type: 'cancelFeatures' });
    expect(await third).toBe('The map was canceled.');
    const empty = new TestLaboratory();
    await empty.open();
    expect(await ask(empty, { type: 'features', of: { set: 'test', most: 50 }, space: 'pixels' })).toBe('No trained network is here yet.');
  });
});

describe('training images', () => {
  it('are labeled as the data set labels them, those alone that the design trains on', async () => {
    const laboratory = await trained();
    const base = tinyExperiment({ epochs: 1 });
    const experiment = { ...base, data: { ...base.data, labelNoise: 0.5, trainSize: 20 } };
    const [images, split] = [
      await ask(laboratory, { type: 'trainingImages', experiment }),
      await ask(laboratory, { type: 'split', experiment }),
    ];
    if (typeof images === 'string' || typeof split === 'string') throw new Error('refused');
    expect([...images.positions]).toEqual([...split.train].sort((a, b) => a - b));
    expect([...images.labels]).toEqual([...images.positions].map((at) => tinyData.train.labels[at]));
    expect(images).toMatchObject({ trainCount: TRAIN });
    expect(images.positions).toHaveLength(20);
  });

  it('are labeled wherever the design takes them from, in the order of the data set', async () => {
    const laboratory = await trained();
    const base = tinyExperiment({ epochs: 1 });
    const split = { ...SPLITS.pooled.defaults, train: 0.5, validation: 0.2, test: 0.3, stratified: false };
    const images = await ask(laboratory, { type: 'trainingImages', experiment: { ...base, data: { ...base.data, split } } });
    if (typeof images === 'string') throw new Error(images);
    const positions = [...images.positions];
    expect(positions.some((at) => at >= TRAIN)).toBe(true);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    const labels = [...tinyData.train.labels, ...tinyData.test.labels];
    expect([...images.labels]).toEqual(positions.map((at) => labels[at]));
  });

  it('are answered part by part as they are trained on', async () => {
    const laboratory = await trained();
    const whole = await ask(laboratory, { type: 'trainingPredictions', from: 0, count: 1000 });
    const part = await ask(laboratory, { type: 'trainingPredictions', from: 3, count: 4 });
    if (typeof whole === 'string' || typeof part === 'string') throw new Error(String(whole));
    expect(whole.indices).toHaveLength(whole.total);
    expect(part.total).toBe(whole.total);
    expect([...part.indices]).toEqual([...whole.indices.slice(3, 7)]);
    expect([...part.targets]).toEqual([...part.indices].map((at) => tinyData.train.labels[at]));
    const known = whole.probabilities.slice(30, 70);
    part.probabilities.forEach((value, k) => {
      expect(value).toBeCloseTo(known[k]!, 5);
    });
  });
});

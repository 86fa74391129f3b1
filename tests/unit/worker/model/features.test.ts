import { layer } from '@tests/engine/support/networks';
import { describe, expect, it } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import type { Experiment } from '@/experiment/experiment';
import type { Answers, Question } from '@/worker/protocol';
import { stockedStorage, TestLaboratory, tinyData, tinyExperiment } from '../laboratory-fixture';

let requests = 0;

async function ask<K extends keyof Answers>(laboratory: TestLaboratory, question: Question & { type: K }): Promise<Answers[K]> {
  const request = ++requests;
  await laboratory.send({ ...question, request });
  const reply = laboratory.messages.find((message) => 'request' in message && message.request === request);
  if (reply?.type !== 'answer') throw new Error(reply?.type === 'refusal' ? reply.problem.message : 'no answer');
  return reply.answer as Answers[K];
}

/** Two thirds of the training images are held out: more than are looked into at once. */
const base = tinyExperiment({ epochs: 1 });
const experiment: Experiment = {
  ...base,
  data: { ...base.data, split: { kind: 'official', validationShare: 2 / 3, stratified: true, validationIsTest: false } },
  model: { kind: 'network', layers: [layer('flatten'), layer('dense', { units: 6 })] },
};
const data = prepareData(tinyData, experiment.data, experiment.training.seed);
const imageAt = (row: number) => data.pixels.slice(data.validation[row]! * 784, (data.validation[row]! + 1) * 784);

async function trained(of: Experiment): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory({ storage: await stockedStorage() });
  await laboratory.open();
  await laboratory.train('a', of);
  await laboratory.untilStatus('finished');
  return laboratory;
}

describe('numbers of the images of a set, for a map', () => {
  it('are their pixels from 0 to 1, each at its place in the set', async () => {
    const laboratory = await trained(experiment);
    const { rows, width, values } = await ask(laboratory, { type: 'features', of: { set: 'validation', most: 1000 }, space: 'pixels' });
    expect(data.validation.length).toBeGreaterThan(60);
    expect([...rows]).toEqual([...data.validation.keys()]);
    expect(width).toBe(784);
    for (const row of rows)
      expect(values.slice(row * width, (row + 1) * width)).toEqual(Float32Array.from(imageAt(row), (byte) => byte / 255));
  });

  it('are of no more images than asked for, from all over the set', async () => {
    const laboratory = await trained(experiment);
    const { rows, values } = await ask(laboratory, { type: 'features', of: { set: 'validation', most: 10 }, space: 'pixels' });
    expect(rows).toHaveLength(10);
    expect(Math.max(...rows)).toBeGreaterThan(0.8 * data.validation.length);
    rows.forEach((row, k) => {
      expect(values.slice(k * 784, (k + 1) * 784)).toEqual(Float32Array.from(imageAt(row), (byte) => byte / 255));
    });
  });

  it('are what the last hidden layer makes of them, as of a single picture; pixels where there is none', async () => {
    const laboratory = await trained(experiment);
    const { width, values } = await ask(laboratory, { type: 'features', of: { set: 'validation', most: 1000 }, space: 'hidden' });
    expect(width).toBe(6);
    for (const row of [0, 49, 50, data.validation.length - 1]) {
      const pixels = imageAt(row);
      const view = await ask(laboratory, { type: 'inspect', pixels });
      const own = await ask(laboratory, { type: 'features', of: { pixels }, space: 'hidden' });
      for (let unit = 0; unit < 6; unit++) {
        expect(values[row * 6 + unit]).toBeCloseTo(view.layers[1]!.values[unit]!, 5);
        expect(own.values[unit]).toBeCloseTo(view.layers[1]!.values[unit]!, 5);
      }
    }
    const flat = await trained({ ...experiment, model: { kind: 'network', layers: [layer('flatten')] } });
    expect((await ask(flat, { type: 'features', of: { set: 'validation', most: 5 }, space: 'hidden' })).width).toBe(784);
  });
});

import { layer } from '@tests/engine/support/networks';
import { describe, expect, it } from 'vitest';
import { accuracyOf, confusionMatrix } from '@/metrics/confusion';
import { argmaxRows } from '@/metrics/probabilities';
import type { Answers, Question } from '@/worker/protocol';
import { stockedStorage, TestLaboratory, tiny, tinyExperiment } from '../laboratory-fixture';

const picture = new Uint8Array(tiny.inflated.get('t10k-images-idx3-ubyte.gz') ?? []).slice(16, 16 + 784);

let requests = 0;
async function ask<K extends keyof Answers>(laboratory: TestLaboratory, question: Question & { type: K }): Promise<Answers[K]> {
  const request = ++requests;
  await laboratory.send({ ...question, request });
  const reply = laboratory.messages.find((message) => 'request' in message && message.request === request);
  if (reply?.type !== 'answer') throw new Error(reply?.type === 'refusal' ? reply.problem.message : 'no answer');
  return reply.answer as Answers[K];
}

const EPOCHS = 3;
const experiment = () => ({
  ...tinyExperiment({ epochs: EPOCHS }),
  model: {
    kind: 'network' as const,
    layers: [layer('conv2d', { filters: 3, kernelSize: 3, strides: 4 }), layer('flatten'), layer('dense', { units: 6 })],
  },
});

async function trained() {
  const storage = await stockedStorage();
  const laboratory = new TestLaboratory({ storage });
  await laboratory.open();
  await laboratory.train('a', experiment());
  await laboratory.untilStatus('finished');
  return { laboratory, storage };
}

describe('a look back', () => {
  it('answers as the network did after each epoch: the matrix is the one that was counted then', async () => {
    const { laboratory } = await trained();
    expect(await ask(laboratory, { type: 'keptEpochs' })).toEqual({ epochs: [0, 1, 2, 3] });
    const counted = laboratory.messages.flatMap((message) =>
      message.type === 'run' && message.event.news.type === 'epoch' ? [message.event.news.record] : [],
    );
    expect(counted).toHaveLength(EPOCHS);
    for (const { epoch, step, validation } of counted) {
      const answers = await ask(laboratory, { type: 'predictions', set: 'validation', epoch });
      expect([answers.epoch, answers.step]).toEqual([epoch, step]);
      const matrix = confusionMatrix(answers.targets, argmaxRows(answers.probabilities, 10), 10);
      expect(accuracyOf(matrix)).toBeCloseTo(validation!.accuracy, 10);
    }
  });

  it('is the same for maps, weights, samples and drawings, and the present ones stay', async () => {
    const { laboratory } = await trained();
    const now = await ask(laboratory, { type: 'inspect', pixels: picture });
    const last = await ask(laboratory, { type: 'inspect', pixels: picture, epoch: EPOCHS });
    const first = await ask(laboratory, { type: 'inspect', pixels: picture, epoch: 1 });
    expect(last.layers).toEqual(now.layers);
    expect([first.epoch, last.epoch]).toEqual([1, EPOCHS]);
    expect(first.layers[0]!.values).not.toEqual(now.layers[0]!.values);
    const drawn = await ask(laboratory, { type: 'nameDrawing', pixels: picture, epoch: 1 });
    drawn.probabilities.forEach((probability, k) => {
      expect(probability).toBeCloseTo(first.probabilities[k]!, 6);
    });
    const [then, present] = [1, null].map((epoch) => ask(laboratory, { type: 'channelWeights', layer: 0, channel: 0, epoch }));
    expect((await then!).values).not.toEqual((await present!).values);
    const positions = [100, 101];
    const samples = await ask(laboratory, { type: 'samplesAt', positions, epoch: 1 });
    expect([samples.epoch, ...samples.items.map(({ index }) => index)]).toEqual([1, ...positions]);
    expect(await ask(laboratory, { type: 'inspect', pixels: picture })).toEqual(now);
  });

  it('is of the epoch that was asked about, whatever is asked meanwhile', async () => {
    const { laboratory } = await trained();
    const inspect = (epoch: number | null) => ask(laboratory, { type: 'inspect', pixels: picture, epoch });
    const epochs = [1, 3, 0, null, 2, 1];
    const apart: Answers['inspect'][] = [];
    for (const epoch of epochs) apart.push(await inspect(epoch));
    expect(await Promise.all(epochs.map(inspect))).toEqual(apart);
    expect(new Set(apart.map(({ probabilities }) => probabilities.join())).size).toBe(4);
  });

  it('needs no run in this worker: what was kept is there after a reload, and gone once another run began', async () => {
    const { storage } = await trained();
    const later = new TestLaboratory({ storage });
    await later.open();
    expect(await ask(later, { type: 'keptEpochs' })).toEqual({ epochs: [0, 1, 2, 3] });
    expect((await ask(later, { type: 'inspect', pixels: picture, epoch: 2 })).epoch).toBe(2);
    await expect(ask(later, { type: 'inspect', pixels: picture, epoch: 7 })).rejects.toThrow(
      'The weights of epoch 7 are not kept any more.',
    );
    await later.send({ type: 'useDataset', dataset: 'fashion-mnist' });
    await later.train('b', experiment());
    await later.untilStatus('finished');
    expect(await storage.snapshotEpochs('a')).toEqual([]);
    expect(await ask(later, { type: 'keptEpochs' })).toEqual({ epochs: [0, 1, 2, 3] });
  });

  it('trains on as if nobody had looked', async () => {
    const states = [];
    for (const looks of [false, true]) {
      const storage = await stockedStorage();
      const laboratory = new TestLaboratory({ storage });
      await laboratory.open();
      await laboratory.train('a', experiment());
      if (looks) {
        await laboratory.untilStatus('training');
        await ask(laboratory, { type: 'inspect', pixels: picture, epoch: 0 });
        await ask(laboratory, { type: 'health' });
      }
      await laboratory.untilStatus('finished');
      states.push((await storage.loadCheckpoint('a'))?.state);
    }
    expect(states[1]).toEqual(states[0]);
  });
});

describe('the health of a network', () => {
  it('is told of each layer, on training images, now and at earlier epochs', async () => {
    const { laboratory } = await trained();
    for (const epoch of [null, 0]) {
      const health = await ask(laboratory, { type: 'health', epoch });
      expect(health.epoch).toBe(epoch ?? EPOCHS);
      expect(health.images).toBeGreaterThan(20);
      const [conv, flat, dense] = health.layers;
      const total = ({ histogram }: { histogram: { counts: number[] } }) => histogram.counts.reduce((sum, count) => sum + count, 0);
      expect(total(conv!.weights!)).toBe(27);
      expect(total(conv!.gradients!)).toBe(27);
      expect(conv!.gradients!.size).toBeGreaterThan(0);
      expect(total(dense!.weights!)).toBe(7 * 7 * 3 * 6);
      expect([conv!.units, dense!.units]).toEqual([3, 6]);
      expect([flat!.weights, flat!.gradients]).toEqual([null, null]);
      expect(total(flat!.activations)).toBe(health.images * 147);
    }
  });
});

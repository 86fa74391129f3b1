import { layer } from '@tests/engine/support/networks';
import { describe, expect, test } from 'vitest';
import { createWasmEngine } from '@/engine/wasm/engine';
import type { Layer, LayerOf } from '@/experiment/network/kinds';
import { experimentOf, GRADIENT_PROBE, randomData, shaken, withNetwork } from './fixtures';
import { startNodeHelper } from './node-helper';
import { distance } from './reference';

const KINDS = ['simpleRnn', 'lstm', 'gru'] as const;
type Kind = (typeof KINDS)[number];

const data = randomData(40, 10, 3);
const recurrent = (kind: Kind, options: Partial<LayerOf<'simpleRnn'>>): Layer => layer(kind, options as Partial<LayerOf<Kind>>);

describe.each(KINDS)('a network of the kind %s', (kind) => {
  const stack = () => [
    layer('reshape', { targetShape: [28, 28] }),
    recurrent(kind, { units: 13, returnSequences: true }),
    recurrent(kind, { units: 10 }),
  ];
  const experiment = experimentOf(stack(), { optimizer: GRADIENT_PROBE, batchSize: 11 });

  /** Full batches and smaller ones in turn. */
  const trained = (threads: number) =>
    withNetwork(
      experiment,
      data,
      async (network) => {
        const state = await network.getState();
        network.setState({ ...state, weights: shaken(state.weights, 2) });
        for (const [step, size] of [11, 11, 5, 1, 11, 3, 11].entries())
          network.trainStep(data.train.subarray(step, step + size), step, 0.1);
        return { slots: (await network.getState()).slots[0] ?? [], ...(await network.readSteps()) };
      },
      threads,
    );

  test('trains on smaller batches between full ones as one thread does, with the same bits every time', async () => {
    const one = await trained(1);
    expect(await trained(1)).toEqual(one);
    for (const threads of [2, 3]) {
      const several = await trained(threads);
      expect(await trained(threads)).toEqual(several);
      expect(distance(several.losses, one.losses)).toBeLessThan(1e-5);
      several.slots.forEach((slot, i) => {
        expect(distance(slot, one.slots[i]!, 1e-3)).toBeLessThan(1e-4);
      });
    }
  });

  test('takes the same memory after hundreds of steps and answers, and gives all of it back', async () => {
    await withNetwork(experiment, data, async (network) => {
      const before = network.memory();
      for (let step = 0; step < 300; step++) network.trainStep(data.train.subarray(step % 29, (step % 29) + 11), step, 0.001);
      const answers = await network.logits(data.train);
      expect(answers).toHaveLength(400);
      expect(answers.every(Number.isFinite)).toBe(true);
      expect(network.memory()).toEqual(before);
      network.dispose();
      expect(network.memory()).toEqual({ tensors: 0, bytes: 0 });
    });
  });

  test('is compiled, trained and disposed of again and again by the same threads, in the same memory', async () => {
    let started = 0;
    const startHelper = () => {
      started++;
      return startNodeHelper();
    };
    const engine = await createWasmEngine({ threads: 2, startHelper, workPerThread: 1 });
    const memories = [];
    const losses = [];
    for (let cycle = 0; cycle < 6; cycle++) {
      const network = await engine.compile(experiment, data);
      for (let step = 0; step < 3; step++) network.trainStep(data.train.subarray(step, step + 11), step, 0.01);
      losses.push((await network.readSteps()).losses);
      memories.push(network.memory());
      network.dispose();
      expect(network.memory()).toEqual({ tensors: 0, bytes: 0 });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    engine.dispose();
    expect(started).toBe(1);
    for (const cycle of [1, 2, 3, 4, 5]) {
      expect(memories[cycle]).toEqual(memories[0]);
      expect(losses[cycle]).toEqual(losses[0]);
    }
  });

  test('answers one image as it does many', async () => {
    await withNetwork(experiment, data, async (network) => {
      const all = await network.logits(data.train);
      for (const image of [0, 17, 39]) {
        expect(distance(await network.logits(Uint32Array.of(image)), all.slice(10 * image, 10 * image + 10))).toBeLessThan(1e-5);
      }
    });
  });

  test('says that its gradients are not numbers where they are not', async () => {
    await withNetwork(experiment, data, async (network) => {
      const state = await network.getState();
      const [first = new Float32Array()] = state.weights;
      network.setState({ ...state, weights: [first.map(() => Number.NaN), ...state.weights.slice(1)] });
      network.trainStep(data.train.subarray(0, 11), 0, 0.01);
      const { losses } = await network.readSteps();
      const { weights } = await network.getState();
      expect(losses[0]).toBeNaN();
      // The recurrent kernel, whose gradient came back through the steps.
      expect(weights[1]!.every(Number.isNaN)).toBe(true);
    });
  });
});

test('gradients that fade over hundreds of steps stay finite', async () => {
  const layers = [layer('reshape', { targetShape: [784, 1] }), layer('lstm', { units: 4 })];
  await withNetwork(experimentOf(layers, { batchSize: 2 }), data, async (network) => {
    network.trainStep(Uint32Array.of(1, 2), 0, 1);
    const { slots } = await network.getState();
    expect(slots[0]!.every((values) => values.every(Number.isFinite))).toBe(true);
    expect(slots[0]!.some((values) => values.some((value) => value !== 0))).toBe(true);
  });
});

import { layer } from '@tests/engine/support/networks';
import { RECURRENT, STACKS } from '@tests/engine/support/stacks';
import { describe, expect, it } from 'vitest';
import type { Engine, Network } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { createWasmEngine } from '@/engine/wasm';
import { PRESETS } from '@/experiment/presets/starters';
import { predictionsOf } from '@/metrics/probabilities';
import { Engines } from '@/worker/resources/engines';
import { experimentOf, GRADIENT_PROBE, randomData } from './wasm/fixtures';

/** Images enough for a step; the CPU backend of TensorFlow.js takes its time with convolutions. */
const IMAGES = 6;
const data = randomData(IMAGES, 10);

const onBoth = async <T>(use: (engine: Engine) => Promise<T>): Promise<[T, T]> => {
  const ours = await createWasmEngine({ threads: 1 });
  const theirs = await createTfjsEngine({ prefer: 'cpu' });
  return [await use(ours), await use(theirs)];
};

/** Largest difference of two arrays, relative to the larger one's largest value. */
function distance(a: Float32Array, b: Float32Array): number {
  const largest = a.reduce((most, value, i) => Math.max(most, Math.abs(value), Math.abs(b[i] ?? Number.NaN)), 1e-6);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? Number.NaN)) / largest), 0);
}

const steps = async (network: Network, count: number) => {
  for (let step = 0; step < count; step++) network.trainStep(data.train, step, 0.01);
  return network.readSteps();
};

describe.each([...PRESETS.map((preset) => [preset.title, preset.layers] as const), ...STACKS])('%s', (_title, layers) => {
  it('has the same gradients on both engines, dropout included', async () => {
    const experiment = experimentOf([...layers], { optimizer: GRADIENT_PROBE, batchSize: IMAGES });
    const [ours, theirs] = await onBoth(async (engine) => {
      const network = await engine.compile(experiment, data);
      await steps(network, 1);
      const { slots } = await network.getState();
      network.dispose();
      return slots[0] ?? [];
    });
    expect(ours.length).toBeGreaterThan(0);
    for (const [i, gradient] of ours.entries()) expect(distance(gradient, theirs[i]!)).toBeLessThan(1e-4);
  });

  it('says the same on one engine after being trained on the other', async () => {
    const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
    const experiment = experimentOf([...layers], { optimizer: adam, batchSize: IMAGES });
    const trained = await (await createWasmEngine({ threads: 1 })).compile(experiment, data);
    await steps(trained, 5);
    const state = await trained.getState();
    const [ours, theirs] = await onBoth(async (engine) => {
      const network = await engine.compile(experiment, data);
      network.setState(state);
      const logits = await network.logits(data.train);
      network.dispose();
      return logits;
    });
    expect(distance(ours, theirs)).toBeLessThan(1e-4);
    expect(predictionsOf(theirs, 10)).toEqual(predictionsOf(ours, 10));
  });
});

describe('the recurrent networks over the rows', () => {
  it('have three forms', () => expect(RECURRENT.map(({ id }) => id)).toEqual(['lstm', 'gru', 'simpleRnn']));

  it.each(RECURRENT)('train the same on both engines, step by step: $title', async ({ experiment }) => {
    const small = { ...experiment, training: { ...experiment.training, batchSize: IMAGES } };
    const [ours, theirs] = await onBoth(async (engine) => {
      const network = await engine.compile(small, data);
      for (let step = 0; step < 8; step++) network.trainStep(data.train.subarray(step % 2, IMAGES - (step % 3)), step, 0.001);
      const { losses, correct } = await network.readSteps();
      const { weights } = await network.getState();
      network.dispose();
      return { losses, correct, weights };
    });
    expect(distance(ours.losses, theirs.losses)).toBeLessThan(1e-4);
    expect(ours.correct).toEqual(theirs.correct);
    // Adam's first steps are as long as the learning rate, whatever the gradient, so weights agree to a part of that.
    for (const [i, weight] of ours.weights.entries()) expect(distance(weight, theirs.weights[i]!)).toBeLessThan(1e-2);
  });

  it.each(['auto', 'wasm'] as const)('run on our own engine, where the choice is %s', async (choice) => {
    const engines = new Engines(
      { wasm: () => createWasmEngine({ threads: 1 }), cpu: () => createTfjsEngine({ prefer: 'cpu' }) },
      choice,
      () => 0,
    );
    const recurrent = experimentOf([layer('reshape', { targetShape: [28, 28] }), layer('gru', { units: 3 })], { batchSize: IMAGES });
    const chosen = await engines.forExperiment(recurrent, data, new AbortController().signal);
    expect(chosen.engine.info.id).toBe('wasm');
    expect(chosen.refusals).toEqual([]);
    engines.dispose();
  });
});

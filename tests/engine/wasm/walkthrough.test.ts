import { layer } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GENERATORS } from '@/dataset/generators';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import type { Network } from '@/engine/engine';
import { initialState } from '@/engine/initial-state';
import { datasetInfo } from '@/experiment/data/datasets';
import { withDataset } from '@/experiment/data/on-dataset';
import type { Experiment } from '@/experiment/experiment';
import { OPTIMIZERS, type Optimizer } from '@/experiment/training/optimizers';
import { type FollowedNetwork, followedExperiment, followedNetwork } from '@/metrics/walkthrough/followed-network';
import { penaltyGradient, updated, type Walk, walk } from '@/metrics/walkthrough/walk';
import { experimentOf, GRADIENT_PROBE, randomData, shaken, withNetwork } from './fixtures';

const flights: Dataset = {
  id: 'flight-prices',
  source: 'test',
  itemShape: datasetInfo('flight-prices').itemShape,
  ...GENERATORS['flight-prices'].generate(),
};

const VARIANTS: Optimizer[] = [
  ...Object.values(OPTIMIZERS).map(({ defaults }) => defaults as Optimizer),
  { kind: 'momentum', momentum: 0.8, nesterov: true },
  { kind: 'rmsprop', rho: 0.8, momentum: 0.7, epsilon: 1e-6 },
  { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 },
];

const STEPS = 3;
/** Half a unit of the fifth digit: so many are shown. */
const SHOWN = 5e-5;

const setting = fc.record({
  optimizer: fc.constantFrom(...VARIANTS),
  activation: fc.constantFrom('linear', 'relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'swish', 'sigmoid', 'tanh' as const),
  units: fc.integer({ min: 1, max: 12 }),
  deep: fc.boolean(),
  pair: fc.boolean(),
  loss: fc.constantFrom('crossEntropy', 'meanSquaredError' as const),
  l2: fc.constantFrom(0, 0.01),
  weighted: fc.boolean(),
  seed: fc.integer({ min: 0, max: 1000 }),
});

test('the followed numbers are the engine’s, step after step', async () => {
  await fc.assert(
    fc.asyncProperty(setting, async ({ optimizer, activation, units, deep, pair, loss, l2, weighted, seed }) => {
      const dense = layer('dense', { units, activation, l1: l2 / 10, l2 });
      const more = deep ? [layer('dropout', { rate: 0.5 }), layer('dense', { units: 5, activation: 'sigmoid', useBias: false })] : [];
      const experiment = followedExperiment(
        experimentOf([layer('flatten'), dense, ...more], {
          optimizer,
          seed,
          task: pair ? { kind: 'pair', classes: [3, 9] } : { kind: 'classes' },
          training: { learningRate: 0.01, loss, clipping: { kind: 'norm', limit: 0.001 } },
        }),
      );
      const network = followedNetwork(experiment);
      if (typeof network === 'string') throw new Error(network);
      const classes = pair ? 2 : 10;
      const classWeights = weighted ? Float32Array.from({ length: classes }, (_, k) => 0.5 + k) : null;
      // Small inputs: near the ends of a sigmoid, 1 − a of a 32-bit float has few digits left.
      const data = { ...randomData(STEPS, classes, seed), factor: 1 / 1500, classWeights };
      const first = initialState(experiment);
      let state = { ...first, weights: shaken(first.weights, seed) };
      await withNetwork(probed(experiment), data, async (probe) =>
        withNetwork(experiment, data, async (engine) => {
          engine.setState(state);
          const size = data.height * data.width;
          for (let step = 0; step < STEPS; step++) {
            const pixels = data.pixels.slice(step * size, (step + 1) * size);
            const input = Float64Array.from(pixels, (byte) => (byte - data.offset) * data.factor);
            const target = data.targets[step]!;
            const walked = walk(network, state, { input, target, weight: classWeights?.[target] ?? 1 });
            const { activations, gradients } = await engine.backpropagate(pixels, Uint8Array.of(target));
            expectClose(walked.layers[0]!.activations, activations[1]!);
            expectClose(walked.layers.at(-1)!.sums, activations.at(-1)!);
            // The engine's gradients are those of the loss alone.
            const own = walked.layers.flatMap(({ kernelGradient, biasGradient }, k) => {
              const { kernel, bias, l1, l2 } = network.layers[k]!;
              const whole = kernelGradient.map((value, i) => value - penaltyGradient(state.weights[kernel]![i]!, l1, l2));
              return bias === null ? [whole] : [whole, biasGradient];
            });
            // An activation next to 0 is what a sum of hundreds has left, with few digits; so are its gradients, far smaller than others of the step.
            const left = Math.max(...own.map(largestOf)) / 10;
            own.forEach((gradient, k) => {
              expectClose(gradient, gradients[k]!, 1e-6, Math.max(left, largestOf(gradient)));
            });
            engine.trainStep(Uint32Array.of(step), step, 0.01);
            const { losses } = await engine.readSteps();
            expectClose([walked.loss], losses);
            const theirs = await engine.getState();
            const after = updated(network, state, withGradients(walked, network, await gradientsOf(probe, state.weights, step)));
            expect(theirs.updates).toBe(after.updates);
            after.weights.forEach((weights, k) => {
              expectClose(weights, theirs.weights[k]!);
              // What was changed is the same too, not only what was there before.
              const change = (values: ArrayLike<number>) => weights.map((_, i) => values[i]! - state.weights[k]![i]!);
              expectClose(change(weights), change(theirs.weights[k]!), 1e-6);
            });
            // Both go on from the same numbers.
            state = theirs;
          }
        }),
      );
    }),
    { numRuns: 24 },
  );
});

test('the followed numbers of a number to predict are the engine’s, step after step', async () => {
  const numbers = fc.record({
    optimizer: fc.constantFrom(...VARIANTS),
    activation: fc.constantFrom('relu', 'gelu', 'tanh' as const),
    units: fc.integer({ min: 1, max: 12 }),
    loss: fc.constantFrom('meanSquaredError', 'meanAbsoluteError', 'huber' as const),
    l2: fc.constantFrom(0, 0.01),
    seed: fc.integer({ min: 0, max: 1000 }),
  });
  await fc.assert(
    fc.asyncProperty(numbers, async ({ optimizer, activation, units, loss, l2, seed }) => {
      const layers = [layer('dense', { units, activation, l1: l2 / 10, l2 })];
      const base = withDataset(experimentOf(layers, { optimizer, seed, training: { learningRate: 0.01 } }), 'flight-prices');
      const experiment = followedExperiment({ ...base, training: { ...base.training, loss } });
      const network = followedNetwork(experiment);
      if (typeof network === 'string') throw new Error(network);
      const data = prepareData(flights, experiment.data, seed);
      const { inputs, width, target } = data.table!;
      const first = initialState(experiment);
      let state = { ...first, weights: shaken(first.weights, seed) };
      await withNetwork(probed(experiment), data, (probe) =>
        withNetwork(experiment, data, async (engine) => {
          engine.setState(state);
          for (let step = 0; step < STEPS; step++) {
            const row = data.train[step]!;
            const input = Float64Array.from(inputs.subarray(row * width, (row + 1) * width));
            const walked = walk(network, state, { input, target: target!.standardized[row]!, weight: 1 });
            expectClose(walked.layers.at(-1)!.sums, await engine.logits(Uint32Array.of(row)));
            const gradients = await gradientsOf(probe, state.weights, row);
            const own = walked.layers.flatMap(({ kernelGradient, biasGradient }) => [kernelGradient, biasGradient]);
            expect(own.length).toBe(gradients.length);
            own.forEach((gradient, k) => {
              // The error a − y has the last digits of two numbers of about 1, however small it is.
              expectClose(gradient, gradients[k]!, 1e-6, Math.max(0.1, largestOf(gradient)));
            });
            engine.trainStep(Uint32Array.of(row), step, 0.01);
            const { losses } = await engine.readSteps();
            expectClose([walked.loss], losses);
            const theirs = await engine.getState();
            updated(network, state, withGradients(walked, network, gradients)).weights.forEach((weights, k) => {
              const change = (values: ArrayLike<number>) => weights.map((_, i) => values[i]! - state.weights[k]![i]!);
              expectClose(change(weights), change(theirs.weights[k]!), 1e-6);
            });
            state = theirs;
          }
        }),
      );
    }),
    { numRuns: 18 },
  );
});

test('a batch of one has nothing to normalize: the engine makes 0 of it, and gives no gradient to what is before', async () => {
  const experiment = experimentOf([layer('flatten'), layer('dense', { units: 5, activation: 'tanh' }), layer('batchNormalization')], {
    batchSize: 1,
  });
  const first = initialState(experiment);
  const weights = shaken(first.weights, 3);
  await withNetwork(experiment, randomData(1, 10, 3), async (engine) => {
    engine.setState({ ...first, weights });
    engine.trainStep(Uint32Array.of(0), 0, 1);
    const [, ...rest] = (await engine.getState()).slots[0]!;
    const largest = (values: Float32Array | undefined) => Math.max(...Array.from(values ?? [], Math.abs));
    const [bias, gamma, beta] = rest;
    expect([largest((await engine.getState()).slots[0]![0]), largest(bias), largest(gamma)]).toEqual([0, 0, 0]);
    expect(largest(beta)).toBeGreaterThan(0);
  });
});

const probed = (experiment: Experiment): Experiment => ({
  ...experiment,
  training: { ...experiment.training, optimizer: GRADIENT_PROBE },
});

/** The gradients that the engine updates by, L1 and L2 included, on one item: a momentum of zero keeps them, with the other sign. */
async function gradientsOf(probe: Network, weights: Float32Array[], item: number): Promise<Float32Array[]> {
  probe.setState({ weights, slots: [weights.map(({ length }) => new Float32Array(length))], updates: 0 });
  probe.trainStep(Uint32Array.of(item), 0, 1);
  const [kept = []] = (await probe.getState()).slots;
  return kept.map((values) => values.map((value) => -value));
}

/** The walk with the engine's own gradients: where they are next to nothing, Adam and its kin make whole steps of their last digits. */
function withGradients(walked: Walk, { layers }: FollowedNetwork, gradients: readonly Float32Array[]): Walk {
  return {
    ...walked,
    layers: walked.layers.map((own, k) => {
      const { kernel, bias } = layers[k]!;
      const kernelGradient = Float64Array.from(gradients[kernel]!);
      return { ...own, kernelGradient, biasGradient: bias === null ? own.biasGradient : Float64Array.from(gradients[bias]!) };
    }),
  };
}

/** Above 0 where all are 0, as those of a dead unit. */
const largestOf = (values: ArrayLike<number>): number => Math.max(1e-12, ...Array.from(values, Math.abs));

/**
 * @param least how far numbers may be apart whatever their size, as a share of the largest: what 32-bit floats leave of a sum of hundreds
 * @param size the largest, where that is below 1
 */
function expectClose(own: ArrayLike<number>, theirs: ArrayLike<number>, least = 1e-6, size = 1): void {
  expect(own.length).toBe(theirs.length);
  const largest = Math.max(size, ...Array.from(theirs, Math.abs));
  const worst = Math.max(...Array.from(own, (value, i) => Math.abs(value - theirs[i]!) / (SHOWN * Math.abs(theirs[i]!) + least * largest)));
  expect(worst).toBeLessThanOrEqual(1);
}

test('what cannot be followed says why', () => {
  const said = (layers: Parameters<typeof experimentOf>[0], options = {}) => followedNetwork(experimentOf(layers, options));
  expect(said([layer('conv2d'), layer('flatten')])).toMatch(/^Whole steps can be followed in networks of dense layers/);
  expect(said([layer('flatten'), layer('dense', { activation: 'softmax' })])).toMatch(/^The activation softmax cannot be followed/);
  expect(said([layer('flatten'), layer('dense'), layer('batchNormalization')])).toMatch(
    /^Batch normalization compares the examples of a batch/,
  );
});

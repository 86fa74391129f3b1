import fc from 'fast-check';
import { expect } from 'vitest';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { experimentOf, randomData, type Setting, shaken, withNetwork } from './fixtures';
import { distance, gradientsOf, largestOf } from './reference';

/** Relative to the largest gradient of the array (or to a hundredth of the network's largest, where that is more). */
const TOLERANCE = 1e-4;

const data = randomData(12, 2, 3);

/** One step of the engine, on so many threads, against TensorFlow.js: the loss and every gradient. */
async function compare(experiment: Experiment, threads = 1, seed = 5): Promise<void> {
  const batch = Uint32Array.from({ length: experiment.training.batchSize }, (_, i) => (i * 5 + seed) % 12);
  const { loss, slots, weights } = await withNetwork(
    experiment,
    data,
    async (network) => {
      const state = await network.getState();
      const weights = shaken(state.weights, seed);
      network.setState({ ...state, weights });
      network.trainStep(batch, 3, 1);
      const after = await network.getState();
      return { loss: (await network.readSteps()).losses[0]!, slots: after.slots[0]!, weights };
    },
    threads,
  );
  const wanted = gradientsOf(experiment, data, batch, weights, 3);
  expect(Math.abs(loss - wanted.loss) / Math.abs(wanted.loss)).toBeLessThan(TOLERANCE);
  // A gradient that is zero but for rounding (of a bias before batch normalization) has no relative error of its own.
  const least = 0.01 * Math.max(...wanted.gradients.map(largestOf));
  const errors = wanted.gradients.map((gradient, i) =>
    distance(
      slots[i]!.map((value) => -value),
      gradient,
      least,
    ),
  );
  const describedErrors = JSON.stringify({ layers: layersOf(experiment), errors });
  for (const error of errors) expect(error, describedErrors).toBeLessThan(TOLERANCE);
}

/** The same for a stack of layers. */
export const check = (layers: Layer[], setting: Setting = {}, threads = 1): Promise<void> =>
  compare(experimentOf(layers, setting), threads);

/** For random stacks: those that shrink to nothing are left out. */
export async function compareIfValid(experiment: Experiment, threads = 1): Promise<void> {
  fc.pre(!planOf(experiment).issues.some((issue) => issue.severity === 'error'));
  await compare(experiment, threads);
}

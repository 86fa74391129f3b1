import { experimentOf as networkExperiment, randomData as randomImages } from '@tests/engine/support/networks';
import type { PreparedData } from '@/dataset/types';
import type { Network } from '@/engine/engine';
import { createWasmEngine } from '@/engine/wasm/engine';
import type { Task } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import type { Optimizer, TrainingSpec } from '@/experiment/training/types';
import { startNodeHelper } from './node-helper';

/** A momentum of zero at a learning rate of one leaves minus the gradient in the optimizer's memory: exact gradients, through the public interface. */
export const GRADIENT_PROBE: Optimizer = { kind: 'momentum', momentum: 0, nesterov: false };

export interface Setting {
  optimizer?: Optimizer;
  batchSize?: number;
  task?: Task;
  seed?: number;
  /** Anything else of the training part. */
  training?: Partial<TrainingSpec>;
}

/** An Experiment of these layers, probed for its gradients unless another optimizer is given. */
export function experimentOf(
  layers: Layer[],
  { optimizer = GRADIENT_PROBE, batchSize = 4, seed = 7, task, training }: Setting = {},
): Experiment {
  return networkExperiment(layers, { optimizer, batchSize, seed, ...training }, task);
}

/** Random images and classes, scaled so that the kernels also see negative pixels. */
export const randomData = (count: number, classes: number, seed = 1): PreparedData => ({
  ...randomImages(count, classes, seed),
  offset: 40,
  factor: 1 / 90,
});

/** Compiles a network (on so many threads, however little there is to do), runs `use` on it, and disposes of everything. */
export async function withNetwork<T>(
  experiment: Experiment,
  data: PreparedData,
  use: (network: Network) => Promise<T>,
  threads = 1,
): Promise<T> {
  const engine = await createWasmEngine({ threads, startHelper: startNodeHelper, workPerThread: 1 });
  const network = await engine.compile(experiment, data);
  try {
    return await use(network);
  } finally {
    network.dispose();
    engine.dispose();
  }
}

/** Changes every weight at random, so that biases, gammas and moving statistics take part too. */
export function shaken(weights: Float32Array[], seed: number): Float32Array[] {
  const random = createRandom(seed);
  return weights.map((values) => values.map((value) => value + 0.2 * (random.next() - 0.5)));
}

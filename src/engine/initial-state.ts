import type { Experiment } from '@/experiment/experiment';
import { sizeOf } from '@/experiment/network/kinds/kind';
import { weightSpecs } from '@/experiment/network/network';
import type { Shape, WeightSpec } from '@/experiment/network/types';
import { createRandom, hash32 } from '@/experiment/random';
import { slotNames } from '@/experiment/training/optimizers';
import type { Optimizer } from '@/experiment/training/types';
import type { NetworkState } from './engine';

/** Salt that keeps the initial weights' stream apart from shuffling's and dropout's. */
const WEIGHTS_SALT = 0x77e1;

/**
 * The state a network starts from: kernels Glorot uniform (Glorot and Bengio 2010: limit sqrt(6 / (fan in + fan out))), biases 0, gamma 1,
 * beta 0, moving mean 0, moving variance 1, and the optimizer's memories. Depends on nothing but the Experiment, so that every engine starts alike.
 */
export function initialState(experiment: Experiment): NetworkState {
  const specs = weightSpecs(experiment);
  const weights = specs.map((spec, index) => initialWeight(spec, hash32(experiment.training.seed, WEIGHTS_SALT, index)));
  return { weights, slots: initialSlots(specs, experiment.training.optimizer), updates: 0 };
}

function initialWeight(spec: WeightSpec, seed: number): Float32Array {
  const values = new Float32Array(sizeOf(spec.shape));
  if (spec.name === 'gamma' || spec.name === 'movingVariance') return values.fill(1);
  if (spec.name !== 'kernel') return values;
  const limit = Math.sqrt(6 / fans(spec.shape));
  const random = createRandom(seed);
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.next() - 1) * limit;
  return values;
}

/** Fan in plus fan out of a kernel, in x out or HWIO. */
function fans(shape: Shape): number {
  const area = sizeOf(shape.slice(0, -2));
  return area * ((shape.at(-2) ?? 1) + (shape.at(-1) ?? 1));
}

function initialSlots(specs: WeightSpec[], optimizer: Optimizer): Float32Array[][] {
  const start = optimizer.kind === 'adagrad' ? optimizer.initialAccumulatorValue : 0;
  const trainable = specs.filter((spec) => spec.trainable);
  return slotNames(optimizer).map(() => trainable.map((spec) => new Float32Array(sizeOf(spec.shape)).fill(start)));
}

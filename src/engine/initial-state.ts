import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';
import type { WeightSpec } from '@/experiment/network/types';
import { hash32 } from '@/experiment/random';
import { slotsOf } from '@/experiment/training/optimizers';
import type { Optimizer } from '@/experiment/training/types';
import type { NetworkState } from './engine';
import { initialWeight } from './initial-weights';

/** Salt that keeps the initial weights' stream apart from shuffling's and dropout's. */
const WEIGHTS_SALT = 0x77e1;

/**
 * The state a network starts from: each weight drawn as its spec says, and the optimizer's memories. Depends on nothing but the Experiment, so that
 * every engine starts alike. Throws an Error, in words for people, where the network is wrong or too large, before anything is allocated.
 */
export function initialState(experiment: Experiment): NetworkState {
  const { layers, issues } = planOf(experiment);
  const error = issues.find((issue) => issue.severity === 'error');
  if (error) throw new Error(error.message);
  const specs = layers.flatMap((layer) => layer.weights);
  const weights = specs.map((spec, index) => initialWeight(spec, hash32(experiment.training.seed, WEIGHTS_SALT, index)));
  return { weights, slots: initialSlots(specs, experiment.training.optimizer), updates: 0 };
}

/** The state a network starts from where its weights are given, in the order of `weightSpecs`. */
export function stateFrom(experiment: Experiment, weights: Float32Array[]): NetworkState {
  const specs = planOf(experiment).layers.flatMap((layer) => layer.weights);
  return { weights, slots: initialSlots(specs, experiment.training.optimizer), updates: 0 };
}

function initialSlots(specs: WeightSpec[], optimizer: Optimizer): Float32Array[][] {
  const trainable = specs.filter((spec) => spec.trainable);
  return Object.values(slotsOf(optimizer)).map((start) => trainable.map((spec) => new Float32Array(sizeOf(spec.shape)).fill(start)));
}

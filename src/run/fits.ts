import type { Experiment } from '@/experiment/experiment';
import { weightSpecs } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';
import { slotNames } from '@/experiment/training/optimizers';
import type { NetworkState } from './types';

/**
 * Whether a state has the arrays of an Experiment's network and optimizer, each of the right length. Compiling a network of absurd size takes
 * minutes; that a stored state is not one of its states is seen at once.
 */
export function fitsExperiment({ weights, slots }: NetworkState, experiment: Experiment): boolean {
  const specs = weightSpecs(experiment);
  const trainable = specs.filter((spec) => spec.trainable);
  const isWhole = (arrays: readonly Float32Array[], of: typeof specs) =>
    arrays.length === of.length && arrays.every(({ length }, i) => length === sizeOf(of[i]?.shape ?? []));
  return (
    isWhole(weights, specs) &&
    slots.length === slotNames(experiment.training.optimizer).length &&
    slots.every((slot) => isWhole(slot, trainable))
  );
}

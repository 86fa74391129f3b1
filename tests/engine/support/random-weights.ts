import type { Experiment } from '@/experiment/experiment';
import { weightSpecs } from '@/experiment/network/describe';
import { createRandom } from '@/experiment/random';

/** Weights around 0, variances above it, for an Experiment's network. */
export function randomWeights(experiment: Experiment, spread = 0.2): Float32Array[] {
  const random = createRandom(11);
  return weightSpecs(experiment).map(({ shape, name }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return Float32Array.from({ length: size }, () => (name === 'movingVariance' ? 0.5 + random.next() : random.normal() * spread));
  });
}

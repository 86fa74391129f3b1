import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { createRandom } from '@/experiment/random';
import { spaceOf } from './next';
import { experimentWith, impossible } from './space/experiment-space';
import { drawValues, type SearchSpace } from './space/search-space';
import type { Study } from './study';

/** Networks that the mean is taken over. */
const DRAWN = 60;

/**
 * The multiply-adds of an image or row in the study's networks, as a multiple of those of its design: the mean of networks drawn from the space, the
 * same ones for the same seed. 1 where no network could be drawn, and for models without layers.
 */
export function relativeWork(study: Study, space: SearchSpace = spaceOf(study)): number {
  const { base, seed } = study;
  const design = multiplyAdds(base);
  if (base.model.kind !== 'network' || design === 0 || space.parameters.length === 0) return 1;
  const random = createRandom(seed);
  const drawn = Array.from({ length: DRAWN }, () => experimentWith(base, space, drawValues(space, random)));
  const possible = drawn.filter((experiment) => impossible(experiment) === null);
  if (possible.length === 0) return 1;
  return possible.reduce((sum, experiment) => sum + multiplyAdds(experiment), 0) / possible.length / design;
}

const multiplyAdds = (experiment: Experiment): number => (experiment.model.kind === 'network' ? planOf(experiment).multiplyAdds : 0);

import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { createRandom } from '@/experiment/random';
import { isError } from '@/experiment/setting-issue';
import { settingIssues } from '@/experiment/setting-issues';
import { MOST_VARIANTS, variantsOf } from './methods/compare';
import { experimentWith } from './space/experiment-space';
import { drawValues, type SearchSpace, type Values } from './space/search-space';
import type { Study } from './study';

/** Networks that the mean is taken over. */
const DRAWN = 60;

/** What of a study decides how much work its networks are, beside its space. */
export interface WorkOf extends Pick<Study, 'base' | 'seed'> {
  method: Pick<Study['method'], 'kind'>;
}

/**
 * The multiply-adds of an image or row in the study's networks, as a multiple of those of its design: the mean of the variants of a comparison, and
 * otherwise of networks drawn from the space, the same ones for the same seed. 1 where no network could be built, and for models without layers.
 */
export function relativeWork({ base, method, seed }: WorkOf, space: SearchSpace): number {
  if (base.model.kind !== 'network' || space.parameters.length === 0) return 1;
  const design = planOf(base).multiplyAdds;
  if (design === 0) return 1;
  const tried = method.kind === 'compare' ? variantsOf(space).slice(0, MOST_VARIANTS) : drawn(space, seed);
  const possible = tried.map((values) => multiplyAdds(experimentWith(base, space, values))).filter((work) => work !== null);
  if (possible.length === 0) return 1;
  return possible.reduce((sum, work) => sum + work, 0) / possible.length / design;
}

function drawn(space: SearchSpace, seed: number): Values[] {
  const random = createRandom(seed);
  return Array.from({ length: DRAWN }, () => drawValues(space, random));
}

/** `null` of a network that cannot be trained. Working it out says both. */
function multiplyAdds(experiment: Experiment): number | null {
  const { issues, multiplyAdds: work } = planOf(experiment);
  return issues.some(({ severity }) => severity === 'error') || settingIssues(experiment).some(isError) ? null : work;
}

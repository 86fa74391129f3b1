import { observationsOf } from '@/study/methods/bayesian';
import { bestTrial } from '@/study/objective';
import { type ParameterValue, valueAt } from '@/study/space/domain';
import { chooseValues, type Parameter, type SearchSpace, type Values } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { encodingOf } from '@/study/surrogate/encoding';
import { fitGaussianProcess } from '@/study/surrogate/gaussian-process';
import type { Trial } from '@/study/trial';

/** What is expected of one value of a parameter, everything else being as in the best trial. */
export interface Expected {
  value: ParameterValue;
  /** Of the objective as people read it. */
  mean: number;
  deviation: number;
}

/** The process that Bayesian optimization learned from the trials, asked along one parameter. */
export type Surrogate = (parameter: Parameter) => Expected[];

const POINTS = 41;
const FEWEST = 4;

/** What the Gaussian process knows; `null` for too few trials. */
export function surrogateOf(study: Study, space: SearchSpace, trials: readonly Trial[]): Surrogate | null {
  const ended = observationsOf({ objective: study.objective, trials }).flatMap(({ values, cost }) =>
    cost === null ? [] : [{ values, cost }],
  );
  const best = bestTrial(study, trials);
  if (ended.length < FEWEST || !best) return null;
  const encoding = encodingOf(space);
  const process = fitGaussianProcess(
    ended.map(({ values }) => encoding.encode(values)),
    ended.map(({ cost }) => cost),
    encoding,
  );
  return (parameter) =>
    placesAlong(parameter).map((value) => {
      const { mean, deviation } = process.at(encoding.encode(withValue(space, best.values, parameter, value)));
      return { value, mean: study.objective === 'validationAccuracy' ? 1 - mean : mean, deviation };
    });
}

function placesAlong({ domain }: Parameter): ParameterValue[] {
  if (domain.kind === 'list') return [...domain.values];
  return Array.from({ length: POINTS }, (_, k) => valueAt({ ...domain, step: null }, k / (POINTS - 1)));
}

/** Values that the best trial has not, because they do not count in it, take the middle of their domain. */
const withValue = (space: SearchSpace, values: Values, parameter: Parameter, value: ParameterValue): Values =>
  chooseValues(space, (one) => (one.address === parameter.address ? value : (values[one.address] ?? valueAt(one.domain, 0.5))));

import { pyFloat, pyList, pyNumber } from '@/codegen/python/literals';
import { type Domain, valuesOf } from '@/study/space/domain';
import { pythonOf } from './space';

/** Shares of a step that rounding may cost. */
const ROUNDING = 1e-9;

/** Ray Tune rounds to multiples of a step, whatever the minimum is. */
const isMultiple = (value: number, step: number): boolean => Math.abs(value / step - Math.round(value / step)) < ROUNDING;

/** A domain as Ray Tune declares it. Steps that do not start at a multiple of themselves, or lie on a log scale, are a list of their values. */
export function declaredInRay(domain: Domain): string {
  if (domain.kind === 'list') return choice(domain.values.map(pythonOf));
  const { min, max, step, log } = domain;
  if (step === null) return `tune.${log ? 'loguniform' : 'uniform'}(${pyFloat(min)}, ${pyFloat(max)})`;
  const isLast = isMultiple(max - min, step);
  if (log || !isMultiple(min, step) || !isLast) return choice(valuesOf(domain, 2).map(pythonOf));
  const isWhole = [min, max, step].every(Number.isInteger);
  // Below randint the upper bound is left out, below the others it is not.
  if (isWhole) return step === 1 ? `tune.randint(${min}, ${max + 1})` : `tune.qrandint(${min}, ${max}, ${step})`;
  return `tune.quniform(${pyFloat(min)}, ${pyFloat(max)}, ${pyNumber(step)})`;
}

/** Every value of a domain, for Ray Tune's grid; a range without a step has `points` of them. */
export const griddedInRay = (domain: Domain, points: number): string =>
  `tune.grid_search(${pyList(valuesOf(domain, points).map(pythonOf), 20)})`;

const choice = (values: string[]): string => `tune.choice(${pyList(values, 20)})`;

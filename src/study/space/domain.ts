import * as v from 'valibot';
import { MOST_LISTED } from '@/study/limits';

/** What a setting can be: a number, a choice's name, or on and off. */
export type ParameterValue = number | string | boolean;

const value = v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(100)), v.boolean()]);

const range = v.object({
  kind: v.literal('range'),
  min: v.pipe(v.number(), v.finite()),
  max: v.pipe(v.number(), v.finite()),
  /** Distance between two values; `null` lets every number in between in. */
  step: v.nullable(v.pipe(v.number(), v.finite())),
  /** Whether values are drawn evenly on a logarithmic scale. */
  log: v.boolean(),
});

const list = v.object({ kind: v.literal('list'), values: v.pipe(v.array(value), v.maxLength(MOST_LISTED)) });

export const domainSchema = v.variant('kind', [range, list]);

/** The values that a parameter of a study may take. */
export type Domain = v.InferOutput<typeof domainSchema>;

/** Shares of a step within which a maximum still counts as reached: 0.1 * 3 is a little over 0.3. */
const ROUNDING = 1e-9;

/** What is wrong with a domain, in words; `null` where nothing is. */
export function domainProblem(domain: Domain): string | null {
  if (domain.kind === 'list') {
    if (domain.values.length === 0) return 'The list needs at least one value.';
    if (domain.values.some((value) => typeof value === 'number' && !Number.isFinite(value)))
      return 'Each value must be a number, with commas between them.';
    if (domain.values.length > MOST_LISTED) return `The list may have at most ${MOST_LISTED} values.`;
    return new Set(domain.values).size < domain.values.length ? 'A value is in the list twice.' : null;
  }
  const { min, max, step, log } = domain;
  if (![min, max].every(Number.isFinite)) return 'Minimum and maximum must be numbers.';
  if (!(min < max)) return 'The minimum must be below the maximum.';
  if (step !== null && !(step > 0)) return 'The step must be above 0.';
  if (step !== null && step > max - min + ROUNDING) return 'The step must not be larger than the range.';
  return log && min <= 0 ? 'A log scale needs a minimum above 0.' : null;
}

/** How many values a domain has; infinitely many without a step. */
export function domainSize(domain: Domain): number {
  if (domain.kind === 'list') return domain.values.length;
  return domain.step === null ? Number.POSITIVE_INFINITY : stepsOf(domain) + 1;
}

const stepsOf = ({ min, max, step }: { min: number; max: number; step: number | null }): number =>
  step === null ? Number.POSITIVE_INFINITY : Math.floor((max - min) / step + ROUNDING);

/** Whether values have an order, so that a value between two others is worth guessing from them. */
export const isOrdered = (domain: Domain): boolean => domain.kind === 'range' || domain.values.every((one) => typeof one === 'number');

/** Digits that survive the sums of a range's steps. */
const DIGITS = 12;

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** The value at a place between 0 (the first) and 1 (the last). */
export function valueAt(domain: Domain, place: number): ParameterValue {
  const inside = Math.min(1, Math.max(0, place));
  if (domain.kind === 'list') {
    const { values } = domain;
    return values[Math.min(values.length - 1, Math.floor(inside * values.length))] ?? 0;
  }
  const { min, max, step, log } = domain;
  const free = log ? min * (max / min) ** inside : min + (max - min) * inside;
  if (step === null) return rounded(free);
  // Each value of a linear scale gets an equal share of the places, the first and the last included.
  const steps = stepsOf(domain);
  const k = log ? Math.round((free - min) / step) : Math.floor(inside * (steps + 1));
  return rounded(min + Math.min(steps, Math.max(0, k)) * step);
}

/** The place of a value between 0 and 1; of a value that shares places with others, the middle of them. */
export function placeOf(domain: Domain, value: ParameterValue): number {
  if (domain.kind === 'list') {
    const at = domain.values.indexOf(value);
    return (Math.max(0, at) + 0.5) / domain.values.length;
  }
  const { min, max, step, log } = domain;
  const number = Number(value);
  if (log) return Math.log(number / min) / Math.log(max / min);
  if (step === null) return (number - min) / (max - min);
  return (Math.round((number - min) / step) + 0.5) / (stepsOf(domain) + 1);
}

/**
 * Every value of a domain.
 *
 * @param points how many are taken of a range without a step, spread evenly on its scale
 */
export function valuesOf(domain: Domain, points: number): ParameterValue[] {
  if (domain.kind === 'list') return [...domain.values];
  if (domain.step === null) return Array.from({ length: points }, (_, k) => valueAt(domain, points > 1 ? k / (points - 1) : 0.5));
  const { min, step } = domain;
  return Array.from({ length: stepsOf(domain) + 1 }, (_, k) => rounded(min + k * step));
}

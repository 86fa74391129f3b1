import { type Domain, isOrdered, type ParameterValue, placeOf } from '@/study/space/domain';
import type { Objective } from '@/study/trial';

/** An axis of figures. Those beyond its ends (a diverged loss) are drawn at the end. */
export interface FigureAxis {
  low: number;
  high: number;
  ticks: number[];
}

const STEPS = 4;

/** The least of 1, 2, 5 times a power of ten that is not below `size`. */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  return ([1, 2, 5].find((factor) => factor * power >= size * (1 - 1e-9)) ?? 10) * power;
}

/** Round ends around figures; bad outliers do not squeeze the others together. */
export function figureAxis(objective: Objective, figures: readonly number[]): FigureAxis {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const reach = 3 * Math.max(at(0.75) - at(0.25), 1e-6);
  const better = objective === 'validationAccuracy';
  // With few figures each of them is shown.
  const few = sorted.length < 6;
  const low = better && !few ? Math.max(at(0), at(0.25) - reach) : at(0);
  const high = better || few ? at(1) : Math.min(at(1), at(0.75) + reach);
  const step = roundUp(Math.max(high - low, 1e-4) / STEPS);
  const first = Math.floor(low / step + 1e-9) - (better && low + step > 1 ? 1 : 0);
  // No accuracy is above 1.
  const end = Math.ceil(high / step - 1e-9);
  const last = Math.max(first + 1, better ? Math.min(end, Math.floor(1 / step + 1e-9)) : end);
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}

/** Where a figure lies on its axis, from 0 (low) to 1; what lies beyond is at the end. */
export const shareOn = ({ low, high }: FigureAxis, figure: number): number => Math.min(1, Math.max(0, (figure - low) / (high - low)));

/** Where a value lies along its parameter's axis, from 0 to 1. */
export function placeOn(domain: Domain, value: ParameterValue): number {
  if (domain.kind === 'list') return placeOf(domain, value);
  const { min, max, log } = domain;
  return log ? Math.log(Number(value) / min) / Math.log(max / min) : (Number(value) - min) / (max - min);
}

/** The values that are written along a parameter's axis. */
export function labelledValues(domain: Domain): ParameterValue[] {
  if (domain.kind === 'list')
    return domain.values.length <= 6 || !isOrdered(domain) ? [...domain.values] : [domain.values[0] ?? 0, domain.values.at(-1) ?? 0];
  const { min, max, log } = domain;
  const middle = log ? Math.sqrt(min * max) : (min + max) / 2;
  return [min, Number(middle.toPrecision(2)), max];
}

/** A color between two, for how good a trial is: 0 is the worst on the axis, 1 the best. */
export const shade = (goodness: number): string =>
  `color-mix(in oklab, var(--accent) ${Math.round(100 * Math.min(1, Math.max(0, goodness)))}%, var(--edge))`;

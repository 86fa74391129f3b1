import { roundUp } from '@/metrics/curves/axes';
import { type Domain, isOrdered, type ParameterValue, placeOf } from '@/study/space/domain';
import type { Objective } from '@/study/trial';

/** An axis of figures. Those beyond its ends (a diverged loss) are drawn at the end. */
export interface FigureAxis {
  low: number;
  high: number;
  ticks: number[];
}

const STEPS = 4;

/** The least span of an axis: below it, differences are no news. */
const LEAST_SPAN = 0.002;
/** Far outliers of a search are those that are this many times the better half's spread below it: nearly half of the trials may have gone wrong. */
const FAR = 3;
const FEW = 6;

/**
 * Round ends around figures. Of a search with many trials, those that went far wrong are drawn at the end (`keepsAll` false), so that they do not squeeze
 * the others together.
 */
export function figureAxis(objective: Objective, figures: readonly number[], keepsAll = false): FigureAxis {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const isAccuracy = objective === 'validationAccuracy';
  const spread = isAccuracy ? at(1) - at(0.5) : at(0.5) - at(0);
  const reach = keepsAll || sorted.length < FEW || spread === 0 ? Number.POSITIVE_INFINITY : FAR * spread;
  const low = isAccuracy ? Math.max(at(0), at(0.5) - reach) : at(0);
  const high = isAccuracy ? at(1) : Math.min(at(1), at(0.5) + reach);
  const step = roundUp(Math.max(high - low, LEAST_SPAN) / STEPS);
  const end = Math.ceil(high / step - 1e-9);
  const first = Math.min(Math.floor(low / step + 1e-9), end - 1);
  const ticks = Array.from({ length: end - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
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
  const { min, max, step, log } = domain;
  const middle = Number((log ? Math.sqrt(min * max) : (min + max) / 2).toPrecision(2));
  if (step === null) return [min, middle, max];
  // Only values that the setting can take.
  const nearest = Number((min + Math.round((middle - min) / step) * step).toPrecision(12));
  return nearest > min && nearest < max ? [min, nearest, max] : [min, max];
}

/** Of the letters on an axis. */
const LETTER_WIDTH = 6.2;

/** Words that are to stand in so many pixels, cut where they are longer. */
export function fitting(words: string, pixels: number): string {
  const letters = Math.max(4, Math.floor(pixels / LETTER_WIDTH));
  return words.length > letters ? `${words.slice(0, letters - 1)}…` : words;
}

/** The same for words that are told apart by their end: "…rate 0.01". */
export function fittingEnd(words: string, pixels: number): string {
  const letters = Math.max(4, Math.floor(pixels / LETTER_WIDTH));
  return words.length > letters ? `…${words.slice(1 - letters)}` : words;
}

/** A color between two, for how good a trial is: 0 is the worst on the axis, 1 the best. */
export const shade = (goodness: number): string =>
  `color-mix(in oklab, var(--accent) ${Math.round(100 * Math.min(1, Math.max(0, goodness)))}%, var(--edge))`;

import { variantsOf } from '@/study/methods/compare';
import { spaceOf } from '@/study/next';
import { figureOf, ratedOutcome } from '@/study/objective';
import type { Parameter, Values } from '@/study/space/search-space';
import { keyOf } from '@/study/space/search-space';
import { type Interval, meanInterval, type Spread, spreadOf } from '@/study/statistics/interval';
import type { Study } from '@/study/study';
import type { Trial } from '@/study/trial';
import { figureWords, parameterName, valueWords } from '@/study/words';

/** What came of one variant. */
export interface VariantResult {
  values: Values;
  name: string;
  /** In the order of the seeds; `null` where the trial failed or has not ended. */
  figures: readonly { seed: number; figure: number; trial: Trial }[];
  /** Trials of it that failed, and those that could not be built. */
  failed: number;
  impossible: number;
  spread: Spread | null;
  /** How much better or worse than the first variant, from the seeds that both have. `null` for the first, and for fewer than two such seeds. */
  difference: (Interval & { seeds: number; toldApart: boolean }) | null;
}

/** So sure is an interval, over all variants together. */
export const CONFIDENCE = 0.95;

/** A difference needs so many seeds that both variants have. */
const FEWEST_SEEDS = 2;

/**
 * The variants of a comparison, the first being what the others are compared with. Differences are taken seed by seed, and their interval is that of
 * Student's t for pairs. With more than one difference each interval is made wider, so that all of them together are wrong in one study of twenty (Bonferroni).
 */
export function comparedVariants(study: Study, trials: readonly Trial[]): VariantResult[] {
  const variants = variantsOf(spaceOf(study));
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, variants.length - 1);
  const results = variants.map((values) => resultOf(study, trials, values));
  const [first] = results;
  return results.map((result) => ({
    ...result,
    name: variantName(study, result.values, variants[0] ?? {}),
    spread: result.figures.length > 0 ? spreadOf(result.figures.map(({ figure }) => figure)) : null,
    difference: first && result !== first ? differenceOf(result.figures, first.figures, confidence) : null,
  }));
}

function resultOf(
  { objective }: Study,
  trials: readonly Trial[],
  values: Values,
): Pick<VariantResult, 'values' | 'figures' | 'failed' | 'impossible'> {
  const key = keyOf(values);
  const own = trials.filter((trial) => keyOf(trial.values) === key);
  const figures = own.flatMap((trial) => {
    const outcome = ratedOutcome(trial);
    return outcome ? [{ seed: trial.seed, figure: figureOf(objective, outcome), trial }] : [];
  });
  const count = (status: Trial['status']) => own.filter((trial) => trial.status === status).length;
  return { values, figures, failed: count('failed'), impossible: count('skipped') };
}

function differenceOf(own: VariantResult['figures'], first: VariantResult['figures'], confidence: number): VariantResult['difference'] {
  const pairs = own.flatMap(({ seed, figure }) => {
    const other = first.find((one) => one.seed === seed);
    return other ? [figure - other.figure] : [];
  });
  const interval = meanInterval(pairs, confidence);
  return interval && { ...interval, seeds: pairs.length, toldApart: interval.low > 0 || interval.high < 0 };
}

/** A variant by what it has that the first has not. */
function variantName({ base, parameters }: Study, values: Values, first: Values): string {
  const isFirst = values === first;
  const words = parameters.flatMap((parameter) => {
    const value = values[parameter.address];
    if (value === undefined || (!isFirst && value === first[parameter.address])) return [];
    return [partName(base, parameter, value)];
  });
  return words.join(', ');
}

function partName(base: Study['base'], parameter: Parameter, value: string | number | boolean): string {
  const words = valueWords(base, parameter, value);
  if (parameter.designs) return words;
  const name = parameterName(base, parameter);
  return parameter.address.startsWith('present.') ? `${words} ${name}` : `${name} ${words}`;
}

/** "Learning rate 0.01: +0.6 points, between +0.3 and +0.9 in 5 seeds." Or that it cannot be told from luck. */
export function differenceSentence({ objective }: Pick<Study, 'objective'>, { name, difference }: VariantResult): string | null {
  if (!difference) return null;
  const { mean, low, high, seeds, toldApart } = difference;
  const signed = (value: number) => {
    const size = objective === 'validationAccuracy' ? (100 * Math.abs(value)).toFixed(1) : figureWords(objective, Math.abs(value));
    return Number(size) === 0 ? size : `${value < 0 ? '−' : '+'}${size}`;
  };
  const unit = objective === 'validationAccuracy' ? ' points' : '';
  const range = `between ${signed(low)} and ${signed(high)} in ${seeds} seeds`;
  return toldApart ? `${name}: ${signed(mean)}${unit}, ${range}.` : `${name}: cannot be told from luck (${signed(mean)}${unit}, ${range}).`;
}

/** "Learning rate 1000: 2 of 5 seeds failed and are left out." `null` of a variant whose trials all went well. */
export function failureSentence({ name, figures, failed, impossible }: VariantResult): string | null {
  if (impossible > 0) return `${name}: impossible, so nothing was trained. The table says why.`;
  if (failed === 0) return null;
  const told = failedSeeds(failed, figures.length + failed);
  const rest = figures.length < FEWEST_SEEDS ? '; too few are left to compare.' : ` and ${failed === 1 ? 'is' : 'are'} left out.`;
  return `${name}: ${told}${rest}`;
}

/** "2 of 5 seeds failed". */
export function failedSeeds(failed: number, all: number): string {
  if (all === 1) return 'the only seed failed';
  return `${failed === all ? `all ${all}` : `${failed} of ${all}`} seeds failed`;
}

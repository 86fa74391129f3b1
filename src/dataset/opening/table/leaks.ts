import { formatCount, formatDigits, formatPercent } from '@/experiment/words/numbers';
import type { ColumnFacts, ColumnSample } from './describe';

/** From this correlation on a column says nearly all that the target says. */
const NEARLY = 0.999;
/** The share of rows in which another column has to name the class. */
const MOSTLY = 0.99;
/** In fewer rows anything may look alike by chance. */
const FEWEST_ROWS = 10;

/**
 * Says of columns that they give the target away, where they do: its copy under other names, a nearly straight line of it (a price in another currency, a
 * rounded copy), the same order (its logarithm), or a name for nearly every class. `null` where a column does not. Nearly is judged by the rows of the sample.
 *
 * @returns of a column, and whether it and the target are both used as numbers
 */
export function leaksOf(target: ColumnFacts): (facts: ColumnFacts, asNumbers: boolean) => string | null {
  const { numbers } = target.sample;
  const order = ascending(numbers);
  return (facts, asNumbers) => {
    if (facts.fingerprint === target.fingerprint && (asNumbers ? sameNumbers(facts, target) : repeats(facts)))
      return 'It says the same as the target: a model would only copy it.';
    return asNumbers ? numbersLeak(facts.sample.numbers, numbers, order) : classesLeak(facts.sample, target.sample);
  };
}

const sameNumbers = (a: ColumnFacts, b: ColumnFacts): boolean =>
  a.sample.numbers.every((value, i) => Object.is(value, b.sample.numbers[i]));

/** Of two columns that never repeat a value each tells the rows of the other apart, whatever they say. */
const repeats = ({ distinct, sample }: ColumnFacts): boolean => distinct !== null && 2 * distinct <= sample.numbers.length;

/** @param order rows of the target in the order of its numbers */
function numbersLeak(own: Float64Array, target: Float64Array, order: readonly number[]): string | null {
  const rows = order.filter((i) => !Number.isNaN(own[i]!));
  if (rows.length < FEWEST_ROWS) return null;
  const [a, b] = [rows.map((i) => own[i]!), rows.map((i) => target[i]!)];
  const among = `in ${formatCount(rows.length)} rows`;
  const straight = correlation(a, b);
  if (Math.abs(straight) >= NEARLY)
    return `It is nearly a straight line of the target (correlation ${formatDigits(straight, 4)} ${among}), as a price in another currency is: a model may only copy it. ${KEEP}`;
  if (Math.abs(correlation(ranks(a, new Float64Array(a).sort()), ranks(b, b))) >= NEARLY)
    return `It puts nearly all rows in the same order as the target (${among}), as its logarithm would: a model may only copy it. ${KEEP}`;
  return null;
}

function classesLeak({ codes: own }: ColumnSample, { codes: target }: ColumnSample): string | null {
  if (!own || !target) return null;
  const together = new Map<number, Map<number, number>>();
  const classes = new Set<number>();
  let rows = 0;
  own.forEach((code, i) => {
    const right = target[i]!;
    if (code < 0 || right < 0) return;
    rows++;
    classes.add(right);
    const counts = together.get(code) ?? new Map<number, number>();
    together.set(code, counts.set(right, (counts.get(right) ?? 0) + 1));
  });
  // More values than classes can name rows by chance, and fewer cannot name every class.
  if (rows < FEWEST_ROWS || classes.size < 2 || together.size !== classes.size) return null;
  const named = [...together.values()].map(mostFrequent);
  // Where one class has nearly all rows, every value of any column would name that one.
  if (new Set(named.map(({ code }) => code)).size !== classes.size) return null;
  const right = named.reduce((sum, { count }) => sum + count, 0);
  if (right < MOSTLY * rows) return null;
  return `It names the class in ${formatPercent(right / rows)} of ${formatCount(rows)} rows: a model may only copy it. ${KEEP}`;
}

const mostFrequent = (counts: ReadonlyMap<number, number>): { code: number; count: number } =>
  [...counts].reduce((best, [code, count]) => (count > best.count ? { code, count } : best), { code: -1, count: 0 });

const KEEP = 'Use it only if it is known before the target is.';

/** Pearson's correlation; 0 where one of the two is constant. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleA, middleB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - middleA, b[i]! - middleB];
    both += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA > 0 && squaresB > 0 ? both / Math.sqrt(squaresA * squaresB) : 0;
}

/** Rows that have a number, in the order of these. */
const ascending = (values: Float64Array): number[] =>
  [...values.keys()].filter((i) => !Number.isNaN(values[i]!)).toSorted((i, j) => values[i]! - values[j]!);

/** The place of each number among the sorted ones; equal ones share the mean of their places. */
function ranks(values: readonly number[], sorted: ArrayLike<number>): number[] {
  const places = new Map<number, number>();
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to + 1 < sorted.length && sorted[to + 1] === sorted[from]) to++;
    places.set(sorted[from]!, (from + to) / 2);
    from = to + 1;
  }
  return values.map((value) => places.get(value)!);
}

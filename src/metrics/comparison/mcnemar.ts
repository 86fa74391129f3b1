/** Below this, chance is an unlikely explanation (the usual 5%). */
const UNLIKELY = 0.05;

/**
 * McNemar's test, exact: how likely at least so uneven a split of the images that only one of two models gets right would be if both were equally good.
 * Twice the smaller tail of the binomial distribution with p = 1/2, at most 1. (McNemar 1947, Psychometrika 12, 153-157; in its exact form as in
 * Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13:91, and statsmodels' `mcnemar(exact=True)`.) No approximation is needed for many
 * images: the sum runs in logarithms.
 *
 * @param onlyA images that only the first model gets right
 * @param onlyB images that only the second one gets right
 */
export function mcnemarExact(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  const k = Math.min(onlyA, onlyB);
  if (n === 0) return 1;
  // The logarithm of (n over i) / 2^n, term by term from the last one on, which is the largest.
  let logTerm = -n * Math.LN2;
  for (let i = 1; i <= k; i++) logTerm += Math.log((n - i + 1) / i);
  let sum = 0;
  let ratio = 1;
  for (let i = k; i >= 0 && ratio > 0; i--) {
    sum += ratio;
    ratio *= i / (n - i + 1);
  }
  return Math.min(1, 2 * Math.exp(logTerm + Math.log(sum)));
}

/** What the test says, in words: "B gets 12 more images right than A; could be chance (p = 0.18)." */
export function chanceWords(onlyA: number, onlyB: number, [a, b]: readonly [string, string] = ['A', 'B']): string {
  const more = Math.abs(onlyB - onlyA);
  if (more === 0) return onlyA === 0 ? `${a} and ${b} get the same images right.` : `${a} and ${b} get equally many images right.`;
  const [better, other] = onlyB > onlyA ? [b, a] : [a, b];
  const p = mcnemarExact(onlyA, onlyB);
  const verdict = p < UNLIKELY ? 'unlikely to be chance' : 'could be chance';
  return `${better} gets ${more} more ${more === 1 ? 'image' : 'images'} right than ${other}; ${verdict} (p ${probabilityWords(p)}).`;
}

const probabilityWords = (p: number): string => (p < 0.001 ? '< 0.001' : `= ${p.toFixed(p < 0.1 ? 3 : 2)}`);

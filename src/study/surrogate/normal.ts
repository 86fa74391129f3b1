/** The density of the standard normal distribution. */
export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Below this the distribution function is 0 to all digits that matter. */
const FAR = 8;

/** The standard normal distribution function, by the series of Marsaglia (Evaluating the Normal Distribution, 2004); right to 14 digits. */
export function normalShare(x: number): number {
  if (x < -FAR) return 0;
  if (x > FAR) return 1;
  let sum = x;
  let term = x;
  for (let i = 3; sum + term !== sum; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

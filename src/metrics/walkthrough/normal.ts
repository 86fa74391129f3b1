/** Terms that are enough for 64-bit numbers on both sides of `TAIL`. */
const TERMS = 60;
/** From here on the share in the tail is computed by itself: less than 1 minus the rest could say. */
const TAIL = 3;

/** Density of the standard normal distribution at z. */
export const normalDensity = (z: number): number => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The share of the standard normal distribution below z: Marsaglia's series (2004) near 0, Laplace's continued fraction in the tails. */
export function normalBelow(z: number): number {
  if (Math.abs(z) >= TAIL) return z < 0 ? tailBeyond(-z) : 1 - tailBeyond(z);
  let term = z;
  let sum = z;
  for (let odd = 3; odd < 2 * TERMS; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + normalDensity(z) * sum;
}

function tailBeyond(z: number): number {
  let denominator = z;
  for (let k = TERMS; k > 0; k--) denominator = z + k / denominator;
  return normalDensity(z) / denominator;
}

/** Nadam's u and U at update t and at the next one. */
export interface NadamSchedule {
  u: number;
  uNext: number;
  product: number;
  productNext: number;
}

/** The factor of beta1 in u(t). */
const nadamShare = (t: number): number => 1 - 0.5 * 0.96 ** t;

/** From this update on, 0.5 * 0.96^t no longer changes a double near 1. */
const NADAM_SETTLED = 1000;

/** Products of the shares of the updates 1 to t, by t. Made once, since every step needs them. */
const NADAM_SHARES: number[] = [];
let settledShares = 1;
for (let t = 0; t <= NADAM_SETTLED; t++) {
  if (t > 0) settledShares *= nadamShare(t);
  NADAM_SHARES.push(settledShares);
}

/**
 * The momentum that Nadam gives update number `t` (from 1) and the next one, and the products of all momenta up to them. They follow from t
 * alone, so nothing has to be stored: the part of the product that is not beta1^t stops changing after a thousand updates.
 */
export function nadamSchedule(beta1: number, t: number): NadamSchedule {
  const [u, uNext] = [beta1 * nadamShare(t), beta1 * nadamShare(t + 1)];
  const product = beta1 ** t * (NADAM_SHARES[t] ?? settledShares);
  return { u, uNext, product, productNext: product * uNext };
}

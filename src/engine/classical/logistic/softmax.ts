/**
 * Turns the first `classes` of the sums into probabilities, in place, and returns log(sum of exp): less the right class's sum, that is the
 * image's cross-entropy.
 */
export function softmaxInPlace(sums: Float64Array, classes: number): number {
  let most = sums[0]!;
  for (let k = 1; k < classes; k++) most = Math.max(most, sums[k]!);
  let total = 0;
  for (let k = 0; k < classes; k++) {
    sums[k] = Math.exp(sums[k]! - most);
    total += sums[k]!;
  }
  for (let k = 0; k < classes; k++) sums[k]! /= total;
  return most + Math.log(total);
}

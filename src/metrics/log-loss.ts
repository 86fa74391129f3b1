/** The distance from 1 to the next 32-bit float: what probabilities are kept away from 0 and 1 by. */
const EPSILON = 2 ** -23;

/**
 * Mean of -ln(probability of the right class), each probability kept within [2^-23, 1 - 2^-23] as scikit-learn's log_loss keeps 32-bit floats, so that
 * one certain mistake does not make the whole infinite. NaN without images.
 *
 * @param probabilities images * classes numbers, image after image
 * @param targets right classes, one per image
 */
export function logLoss(probabilities: Float32Array, targets: ArrayLike<number>, classes: number): number {
  let total = 0;
  for (let image = 0; image < targets.length; image++) {
    const own = probabilities[image * classes + targets[image]!]!;
    total -= Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, own)));
  }
  return total / targets.length;
}

/**
 * Finds labels that are possibly wrong, by confident learning (Northcutt, Jiang and Chuang: Confident Learning: Estimating Uncertainty in Dataset
 * Labels, Journal of Artificial Intelligence Research 70, 2021). The probabilities should be of a model that was not trained on these images: one that
 * was has learnt the wrong labels too, and finds fewer of them.
 */

/**
 * The threshold of each class: the mean probability that images labelled so are given for it (equation 2 of the paper). NaN for a class without images.
 *
 * @param probabilities images * classes numbers, image after image
 * @param labels given labels, one per image
 */
export function labelThresholds(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): Float64Array {
  const sums = new Float64Array(classes);
  const counts = new Float64Array(classes);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    sums[label]! += probabilities[row * classes + label]!;
    counts[label]! += 1;
  }
  return sums.map((sum, k) => sum / counts[k]!);
}

/**
 * The class that each image confidently belongs to: of the classes whose threshold its probability reaches, the most probable one (of equals the
 * first); -1 where it reaches none. Counted by given label and this class, images make the paper's confident joint (equation 1).
 */
export function confidentClasses(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): Int16Array {
  const thresholds = labelThresholds(probabilities, labels, classes);
  const confident = new Int16Array(labels.length).fill(-1);
  for (let row = 0; row < labels.length; row++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) {
      const probability = probabilities[row * classes + k]!;
      if (!(probability >= thresholds[k]!) || probability <= best) continue;
      best = probability;
      confident[row] = k;
    }
  }
  return confident;
}

/**
 * How much the model agrees with each label, the paper's normalized margin: the label's probability less the highest of all other classes, from -1 (it is
 * sure of another class) to 1.
 */
export function labelMargins(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): Float64Array {
  return Float64Array.from(labels, (label, row) => {
    let other = 0;
    for (let k = 0; k < classes; k++) if (k !== label) other = Math.max(other, probabilities[row * classes + k]!);
    return probabilities[row * classes + label]! - other;
  });
}

/** All rows, the label that the model contradicts most first: by margin, of equal margins by the label's own probability, then as they come. */
export function rankLabels(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): Uint32Array {
  const margins = labelMargins(probabilities, labels, classes).map((margin) => (Number.isNaN(margin) ? 1 : margin));
  const own = (row: number) => probabilities[row * classes + labels[row]!]!;
  return Uint32Array.from(labels, (_, row) => row).sort((a, b) => margins[a]! - margins[b]! || own(a) - own(b) || a - b);
}

/**
 * Rows whose label is possibly wrong: those that confidently belong to another class (off the diagonal of the confident joint, the paper's C-confusion),
 * the most suspicious first.
 *
 * @param probabilities images * classes numbers, image after image
 * @param labels given labels, one per image
 */
export function labelIssues(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): Uint32Array {
  const confident = confidentClasses(probabilities, labels, classes);
  return rankLabels(probabilities, labels, classes).filter((row) => confident[row]! >= 0 && confident[row] !== labels[row]);
}

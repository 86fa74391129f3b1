/** Images whose confidence lies in one stretch. */
export interface CalibrationBin {
  /** The stretch: above `from`, up to `to` (the first one includes 0). */
  from: number;
  to: number;
  count: number;
  /** Mean probability of the predicted class; NaN without images. */
  confidence: number;
  /** Share of right predictions; NaN without images. */
  accuracy: number;
}

/** Whether a network is right as often as it is sure: confidence against accuracy, and their mean distance. */
export interface Calibration {
  bins: CalibrationBin[];
  /** Expected calibration error: the mean over the images of |accuracy - confidence| of their bin (Guo et al. 2017). NaN without images. */
  error: number;
}

/**
 * Sorts images by the probability of their predicted class into `count` equal stretches of 0 to 1.
 *
 * @param probabilities images * classes numbers, image after image
 * @param targets right classes, one per image
 */
export function calibrationOf(probabilities: Float32Array, targets: ArrayLike<number>, classes: number, count = 10): Calibration {
  const sums = Array.from({ length: count }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let image = 0; image < targets.length; image++) {
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    const confidence = Math.max(...row);
    const bin = sums[binOf(confidence, count)];
    if (!bin) continue;
    bin.count++;
    bin.confidence += confidence;
    if (row.indexOf(confidence) === targets[image]) bin.right++;
  }
  const bins = sums.map((bin, i) => ({
    from: i / count,
    to: (i + 1) / count,
    count: bin.count,
    confidence: bin.confidence / bin.count,
    accuracy: bin.right / bin.count,
  }));
  const distance = sums.reduce((total, bin) => total + Math.abs(bin.right - bin.confidence), 0);
  return { bins, error: distance / targets.length };
}

/** The upper edge belongs to its bin, as in scikit-learn's calibration_curve; NaN belongs to none. */
const binOf = (confidence: number, count: number): number => Math.max(0, Math.ceil(confidence * count) - 1);

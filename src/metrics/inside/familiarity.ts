/** What tells whether a picture looks like anything that a network has learnt. */
export interface FamiliarityMeasure {
  /** Numbers of one image's features. */
  width: number;
  /** Features of images that were learnt, each row of length 1. */
  rows: Float32Array;
  /** A picture with a lower score looks like nothing that was learnt. */
  threshold: number;
}

/** The score is the likeness to the image that comes in this place: a single near image may be chance. */
const PLACE = 5;

/** So many of the images that it was calibrated on are familiar. */
const KEPT = 0.95;

/**
 * Deep nearest neighbors (Sun, Ming, Zhu and Li 2022, "Out-of-distribution detection with deep nearest neighbors", equation 1): features of the last hidden
 * layer are scaled to length 1, and a picture scores the cosine between it and its 5th nearest learnt image, which is 1 - d² / 2 of their Euclidean
 * distance d. The threshold keeps 95% of the calibration images.
 *
 * @param learnt features of learnt images, images * width numbers; at least one image
 * Billions of products with wide layers, so it stops for a moment after each calibration image, and says how far it has come.
 *
 * @param calibration features of images that were not learnt from
 */
export function* fitFamiliarity(
  learnt: Float32Array,
  calibration: Float32Array,
  width: number,
): Generator<{ share: number; words: string }, FamiliarityMeasure> {
  const measure = { width, rows: normalizedRows(learnt, width), threshold: Number.NEGATIVE_INFINITY };
  const scores: number[] = [];
  for (let at = 0; at < calibration.length; at += width) {
    scores.push(familiarityScore(measure, calibration.subarray(at, at + width)));
    yield { share: (at + width) / calibration.length, words: '' };
  }
  scores.sort((a, b) => a - b);
  return { ...measure, threshold: scores[Math.floor((1 - KEPT) * scores.length)] ?? Number.NEGATIVE_INFINITY };
}

/** Cosine (-1 to 1) between a picture's features and its 5th nearest learnt image, or the farthest where there are fewer. */
export function familiarityScore({ rows, width }: FamiliarityMeasure, features: Float32Array): number {
  const own = normalizedRows(features, width);
  // The highest so far, best first.
  const best = new Float64Array(Math.min(PLACE, rows.length / width)).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < rows.length; row += width) {
    let cosine = 0;
    for (let i = 0; i < width; i++) cosine += rows[row + i]! * own[i]!;
    for (let place = 0; place < best.length; place++) {
      if (cosine <= best[place]!) continue;
      best.copyWithin(place + 1, place);
      best[place] = cosine;
      break;
    }
  }
  return best.at(-1) ?? Number.NEGATIVE_INFINITY;
}

/** Rows scaled to length 1; a row of zeros stays. */
function normalizedRows(rows: Float32Array, width: number): Float32Array {
  const scaled = rows.slice();
  for (let row = 0; row < rows.length; row += width) {
    let sum = 0;
    for (let i = row; i < row + width; i++) sum += rows[i]! * rows[i]!;
    const length = Math.sqrt(sum);
    if (length > 0) for (let i = row; i < row + width; i++) scaled[i] = rows[i]! / length;
  }
  return scaled;
}

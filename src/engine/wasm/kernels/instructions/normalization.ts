/**
 * Batch normalization in three instructions forward (sums by part, moments, application) and three backward. `parts` holds for each
 * part 2 * channels sums; `moments` holds mean, 1 / deviation, scale and shift, `channels` numbers each, then three rows of coefficients.
 */
@unmanaged
export class Norm {
  x: usize;
  y: usize;
  outputGradient: usize;
  /** 0 where nobody asks for it. */
  inputGradient: usize;
  rows: i32;
  channels: i32;
  parts: usize;
  /** Bytes between two parts. */
  partStride: i32;
  moments: usize;
  gamma: usize;
  beta: usize;
  movingMean: usize;
  movingVariance: usize;
  gammaGradient: usize;
  betaGradient: usize;
  momentum: f32;
  epsilon: f32;
  /** Of the rectifier folded into the layer: y = max(v, slope * v). */
  slope: f32;
  /** 1: statistics of the batch, 0: the moving ones. */
  training: i32;
}

/**
 * out[rows x columns] = left[rows x depth] * right[depth x columns], with the tail max(v, slope * v) of v = sum + bias, and the gate of a
 * gradient (v where gate > 0, gateSlope * v elsewhere). All six products of dense and convolution layers are this one.
 */
@unmanaged
export class Multiply {
  rows: i32;
  columns: i32;
  depth: i32;
  /** What the threads divide: SPLIT_ROWS, SPLIT_COLUMNS or SPLIT_DEPTH (each thread then fills its own part). */
  split: i32;
  /** Bytes between two parts of the result. */
  partStride: i32;
  /** LEFT_PLAIN, LEFT_TRANSPOSED, LEFT_PATCHES or LEFT_PATCHES_TRANSPOSED. */
  left: i32;
  a: usize;
  aStride: i32;
  /** The map that patches are taken from. */
  imageHeight: i32;
  imageWidth: i32;
  channels: i32;
  /** Places where a patch begins: grid position * step + offset. */
  gridHeight: i32;
  gridWidth: i32;
  step: i32;
  offsetY: i32;
  offsetX: i32;
  tapsY: i32;
  tapsX: i32;
  /** RIGHT_PLAIN, RIGHT_TRANSPOSED or RIGHT_TAPS (transposed kernel by kernel, at tapBase + y * tapStepY + x * tapStepX). */
  right: i32;
  b: usize;
  bStride: i32;
  tapBase: i32;
  tapStepY: i32;
  tapStepX: i32;
  out: usize;
  outStride: i32;
  /** Not 0: row (image, y, x) of the grid goes to (outY + y * outStep, outX + x * outStep) of an outHeight x outWidth map. */
  outStep: i32;
  outHeight: i32;
  outWidth: i32;
  outY: i32;
  outX: i32;
  /** One number a column, or 0. */
  bias: usize;
  slope: f32;
  /** A tensor laid out like the result, or 0. */
  gate: usize;
  gateSlope: f32;
  /** Where the sums of right's columns go, or 0: the bias's gradient. */
  sums: usize;
}

/** What looks at windows of a map. */

/** Both poolings, forward and backward. */
@unmanaged
export class Pool {
  x: usize;
  y: usize;
  /** Gradient of y, read; 0 in the forward pass. */
  outputGradient: usize;
  /** Gradient of x, written. */
  inputGradient: usize;
  count: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  size: i32;
  step: i32;
  offsetY: i32;
  offsetX: i32;
  /** Slope of a gate on x, folded into the maximum's gradient; 1 for none. */
  gateSlope: f32;
}

/** y = the mean of each channel over the `places` of an image's map, and the way back. */
@unmanaged
export class Means {
  x: usize;
  y: usize;
  /** Gradient of y, read; 0 in the forward pass. */
  outputGradient: usize;
  /** Gradient of x, written. */
  inputGradient: usize;
  count: i32;
  places: i32;
  channels: i32;
  /** A tensor laid out like x whose gate the gradient passes, or 0. */
  gate: usize;
  gateSlope: f32;
}

/**
 * Each channel of the map at x convolved by itself: the place (y, x) of the grid is the sum over taps of the pixel at (y * step + offsetY +
 * tap row, x * step + offsetX + tap) times the numbers at kernel + tapBase + tap row * tapStepY + tap * tapStepX, one for each channel; then
 * bias, rectifier and gate as in Multiply. It goes to (outY + y * outStep, outX + x * outStep) of an outHeight x outWidth map.
 */
@unmanaged
export class Depthwise {
  x: usize;
  count: i32;
  imageHeight: i32;
  imageWidth: i32;
  channels: i32;
  gridHeight: i32;
  gridWidth: i32;
  step: i32;
  offsetY: i32;
  offsetX: i32;
  tapsY: i32;
  tapsX: i32;
  kernel: usize;
  tapBase: i32;
  tapStepY: i32;
  tapStepX: i32;
  out: usize;
  outStep: i32;
  outHeight: i32;
  outWidth: i32;
  outY: i32;
  outX: i32;
  /** One number a channel, or 0. */
  bias: usize;
  slope: f32;
  /** A tensor laid out like the result, or 0. */
  gate: usize;
  gateSlope: f32;
}

/** The gradients of a depthwise convolution's kernel and bias, one part for each thread. */
@unmanaged
export class DepthwiseGradients {
  x: usize;
  outputGradient: usize;
  count: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  size: i32;
  step: i32;
  offsetY: i32;
  offsetX: i32;
  kernelGradient: usize;
  /** 0 where there is no bias. */
  biasGradient: usize;
  /** Bytes between two parts. */
  partStride: i32;
}

/**
 * What the kernels can be told to do. A program is a row of instructions in linear memory, INSTRUCTION_BYTES each (crew.ts): a word with the
 * operation's number, a word with how many of the program's instructions must be complete before this one begins, then the operands in the
 * order of the class below. `scripts/build-kernels.mjs` reads this file and writes the same table for the planner, so that the two sides
 * cannot drift apart: keep one operand a line, every operand four bytes (usize, i32, u32 or f32). Addresses and strides are in bytes where
 * they say so, else lengths count floats.
 */

/** Pixel bytes of the chosen images become the floats of a batch: (byte - offset) * factor. */
@unmanaged
export class Gather {
  pixels: usize;
  /** Positions of the images, or 0 for the first `count` in order. */
  indices: usize;
  count: i32;
  /** Bytes of one image. */
  size: i32;
  out: usize;
  offset: f32;
  factor: f32;
}

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

/** Fills a tensor with zeros. */
@unmanaged
export class Clear {
  to: usize;
  count: i32;
}

/** y = f(x), element by element; `kind` counts as ACTIVATION_* in activations.ts. x and y may be the same. */
@unmanaged
export class Activate {
  kind: i32;
  x: usize;
  y: usize;
  count: i32;
}

/** gradient *= f'(x); `saved` is y, or x for the kinds whose slope cannot be told from y. */
@unmanaged
export class ActivateBackward {
  kind: i32;
  saved: usize;
  gradient: usize;
  count: i32;
}

/** y = softmax of every row. x and y may be the same. */
@unmanaged
export class Softmax {
  x: usize;
  y: usize;
  rows: i32;
  columns: i32;
}

@unmanaged
export class SoftmaxBackward {
  y: usize;
  gradient: usize;
  rows: i32;
  columns: i32;
}

/** Rectify: y = max(gradient, slope * gradient), where "gradient" is its input. Gate: gradient *= slope where y is not above 0. */
@unmanaged
export class Gate {
  y: usize;
  gradient: usize;
  count: i32;
  slope: f32;
}

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

/** Repeat: each of `count` numbers goes `times` times in a row to `to`. RepeatBackward: each of `count` sums of `times` numbers in a row. */
@unmanaged
export class Repeat {
  from: usize;
  to: usize;
  count: i32;
  times: i32;
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
  height: i32;
  width: i32;
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

/**
 * y = x * kept where the element's hash is not below the threshold, 0 elsewhere. x and y may be the same; the gradient is masked by the same
 * instruction.
 */
@unmanaged
export class Dropout {
  x: usize;
  y: usize;
  count: i32;
  /** Address of the key of this layer and step. */
  key: usize;
  /** Position of x's first number in the whole batch, of which x may be a share. */
  first: i32;
  threshold: u32;
  kept: f32;
}

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

/** Loss of a batch of logits against classes, and its gradient (both divided by `whole`). */
@unmanaged
export class Loss {
  logits: usize;
  gradient: usize;
  targets: usize;
  indices: usize;
  count: i32;
  /** Images of the whole batch, of which these may be a share. */
  whole: i32;
  classes: i32;
  /** How much an image counts, a float a class; 0 where all count alike. */
  classWeights: usize;
  /** Mean loss and number of right answers, two floats. */
  result: usize;
}

/** Makes a weight array's gradient whole, before it is clipped: its parts are summed into the first, L1 / L2 included. */
@unmanaged
export class Collect {
  weights: usize;
  gradient: usize;
  parts: i32;
  /** Bytes between two parts. */
  partStride: i32;
  count: i32;
  l1: f32;
  l2: f32;
  /** A double for each part, where the L1 / L2 terms go. */
  penalties: usize;
  /** Each number is held within -limit and limit; 0 for no such limit. */
  limit: f32;
  /** A double for each part, where the sum of the squares goes, or 0. */
  squares: usize;
}

/** scales[i] = limit / max(norm, limit), the norm being the root of the sum of the i-th `length` doubles of `squares`. */
@unmanaged
export class LimitNorms {
  squares: usize;
  length: i32;
  count: i32;
  limit: f32;
  scales: usize;
}

/** One optimizer's step on one weight array. */
@unmanaged
export class Update {
  weights: usize;
  gradient: usize;
  /** The gradient is the sum of so many parts, `partStride` bytes apart; 0 where it is whole, to be multiplied by the float at `scale`. */
  parts: i32;
  partStride: i32;
  count: i32;
  slot0: usize;
  slot1: usize;
  /** Address of the step's numbers: learning rate, then the optimizer's own. */
  scalars: usize;
  /** The optimizer's constants. */
  first: f32;
  second: f32;
  epsilon: f32;
  nesterov: i32;
  l1: f32;
  l2: f32;
  /** A double for each part, where the L1 / L2 terms go. */
  penalties: usize;
  scale: usize;
}

/** Writes the step's loss (L1 / L2 included) and hits to the place that `cursor` points to. */
@unmanaged
export class FinishStep {
  result: usize;
  /** So many doubles, whose sum is the L1 / L2 terms. */
  penalties: usize;
  penaltyCount: i32;
  losses: usize;
  correct: usize;
  /** Address of the index to write to. */
  cursor: usize;
}

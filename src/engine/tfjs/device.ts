import type { Tensor } from '@tensorflow/tfjs-core';
import type { ImageShape } from '@/dataset/types';
import type { Loss } from '@/experiment/training/types';
import type { Convolved, Product, Window } from './product';

/**
 * A function of numbers, element by element, written once in each of the two languages that devices speak. `js` is given the numbers first, so
 * that what depends on them alone is worked out once.
 */
export interface Formula {
  /** Names of the tensors, as `glsl` calls them. */
  readonly inputs: readonly string[];
  /** Names of the numbers, as `glsl` calls them. */
  readonly numbers: readonly string[];
  /** A GLSL expression of floats. */
  readonly glsl: string;
  /** The same in JavaScript. */
  readonly js: (...numbers: number[]) => (...values: number[]) => number;
}

/** What training minimises besides L1 / L2. */
export interface Objective {
  loss: Loss;
  /** What an example's loss is multiplied by, by its class; `null` where all count alike. */
  classWeights: Float32Array | null;
}

/** A batch on the device: its images, and the loss against its targets. */
export interface Batch {
  /** [batch, height, width, channels], scaled. The caller disposes it (or a tidy does). */
  readonly images: Tensor;
  /**
   * The loss from logits [batch, outputs] (before softmax, or sigmoid where there is one), with its own gradient. `penalty` ([1]) is added to
   * it. `result` is [mean loss, correct]; `gradient` is that of the mean loss with respect to the logits.
   */
  loss(objective: Objective, logits: Tensor, penalty: Tensor | null): { gradient: Tensor; result: Tensor };
}

/** Images as bytes, ready to be gathered. */
export interface ImageStore {
  /**
   * The images at `indices`, scaled, or in their place those given as bytes (indices.length * height * width * channels); the targets are those at `indices`
   * either way. A batch is good until the next one is asked for.
   */
  batch(indices: Uint32Array, images?: Uint8Array): Batch;
  dispose(): void;
}

/** What a store of images is made of. */
export interface ImageSource extends ImageShape {
  /** count * height * width * channels bytes. */
  pixels: Uint8Array;
  /** A class for each image; `null` where no loss will be asked for. */
  targets: Uint8Array | null;
  /** A pixel byte b enters as (b - offset) * factor. */
  offset: number;
  factor: number;
}

/**
 * What a backend does in its own way; all else goes through TensorFlow.js's kernels, which both backends have. Tensors returned are the
 * caller's, and inside a tidy are its.
 */
export interface Device {
  /** Applies a formula to tensors of one shape; a tensor of rank 1 is repeated along the last axis of the first. */
  map(formula: Formula, inputs: readonly Tensor[], numbers?: readonly number[]): Tensor;
  /** Several formulas of the same tensors and numbers, all of one shape: [formulas, ...shape]. */
  mapEach(formulas: readonly Formula[], inputs: readonly Tensor[], numbers?: readonly number[]): Tensor;
  /** Sums a formula over all axes but the last of the first tensor: [channels]. */
  columnSums(formula: Formula, inputs: readonly Tensor[], numbers?: readonly number[]): Tensor;
  /** Multiplies by the dropout mask of `key` (src/engine/dropout.ts). */
  dropout(x: Tensor, key: number, rate: number): Tensor;
  /** Convolves x [batch, height, width, in] with a kernel [size, size, in, filters]. */
  convolve(x: Tensor, product: Product, window: Window): Convolved;
  /** Convolves each channel of x [batch, height, width, in] by itself with its part of a kernel [size, size, in, multiplier]. */
  convolveDepthwise(x: Tensor, product: Product, window: Window): Convolved;
  /** Gradient of max pooling: each window's goes to its largest input. */
  maxPoolGradient(dy: Tensor, input: Tensor, output: Tensor, window: Window): Tensor;
  /** A copy of `block` [2 n] with the pair at `position` replaced by `pair` [2]. */
  put(block: Tensor, pair: Tensor, position: number): Tensor;
  openImages(source: ImageSource): ImageStore;
  /** A tensor in the form in which it is cheapest to read several times. Returns the tensor itself where there is but one form. */
  settle(x: Tensor): Tensor;
  /** Throws a typed error where the device is known to be lost or out of memory. */
  check(): void;
  /** The promise, or a rejection as soon as the device is lost (a lost WebGL context never settles a read by itself). */
  guard<T>(promise: Promise<T>): Promise<T>;
}

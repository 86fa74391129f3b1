import type { Tensor } from '@tensorflow/tfjs-core';
import type { Device } from '@/engine/tfjs/device';
import type { Layer } from '@/experiment/network/kinds';
import type { Shape } from '@/experiment/network/types';

/** What a layer needs to know of the step that it is run in. */
export interface Pass {
  device: Device;
  training: boolean;
  /** Key of the layer's dropout mask in this step. */
  dropoutKey: number;
}

/** Gradients: with respect to the input (`null` where nobody asked) and to the trainable weights, in their order. */
export interface Gradients {
  input: Tensor | null;
  weights: Tensor[];
}

/** What a layer made of its input, and how gradients go back through it. */
export interface Forward {
  output: Tensor;
  /** From the gradient of the output; `wantInput` is false where no layer before learns anything. */
  backward(dy: Tensor, wantInput: boolean): Gradients;
  /** New values of the weights that follow the data instead of the gradient, in their order. */
  moved?: Tensor[];
}

/** A tensor that a layer makes for one image before its output. */
export interface InnerTensor {
  /** In a word or two. */
  what: string;
  numbers: number;
}

/** One kind of layer on tensors: batch first, channels last. */
export interface TfjsLayer<L extends Layer> {
  /** Computes the layer. `weights` are its own, in Keras's order. */
  run(layer: L, input: Tensor, weights: readonly Tensor[], pass: Pass): Forward;
  /** The largest tensor that it makes before its output, where that may be larger than the output itself. */
  largestInside?(layer: L, input: Shape, output: Shape): InnerTensor;
}

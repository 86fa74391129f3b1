import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activation, Padding } from '@/experiment/network/types';

/** How a window moves: its height and width, its stride, its padding. */
export interface Window {
  size: number;
  strides: number;
  padding: Padding;
}

/** Activations that TensorFlow.js computes within a product, and its names for them. */
export const FUSED = { linear: 'linear', relu: 'relu', leakyRelu: 'leakyrelu', elu: 'elu', sigmoid: 'sigmoid' } as const;
type FusedActivation = keyof typeof FUSED;

export const isFused = (activation: Activation): activation is FusedActivation => activation in FUSED;

/** Kernel, bias and activation of a layer: f(x W + b) in one pass. */
export interface Product {
  kernel: Tensor;
  bias: Tensor | null;
  activation: FusedActivation;
  /** Slope of leakyRelu below zero. */
  slope: number;
}

/** A convolution, with its gradients from that before the activation. */
export interface Convolved {
  /** [batch, height, width, filters]. */
  output: Tensor;
  /** Gradient of the kernel, HWIO. */
  filterGradient(dz: Tensor): Tensor;
  /** Gradient of the input. */
  inputGradient(dz: Tensor): Tensor;
}

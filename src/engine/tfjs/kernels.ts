import {
  _FusedMatMul,
  AvgPoolGrad,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  engine,
  FusedConv2D,
  FusedDepthwiseConv2D,
  MaxPoolGrad,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { FUSED, type Product, type Window } from './product';

/**
 * TensorFlow.js's kernels that its own gradients use but that it has no functions for. Calling kernels instead of its tape lets us decide what is
 * kept for the way back, and fuses what the tape would run apart.
 */

function runKernel(name: string, inputs: NamedTensorMap, attributes: NamedAttrMap): Tensor {
  return engine().runKernel(name, inputs, attributes) as Tensor;
}

const productInputs = (bias: Tensor | null): NamedTensorMap => (bias ? { bias } : {});

const productAttributes = ({ activation, slope }: Product): NamedAttrMap => ({ activation: FUSED[activation], leakyreluAlpha: slope });

/** f(x W + b) for x [..., in] and W [..., in, units]. */
export const affine = (x: Tensor, product: Product): Tensor =>
  runKernel(
    _FusedMatMul,
    { a: x, b: product.kernel, ...productInputs(product.bias) },
    { transposeA: false, transposeB: false, ...productAttributes(product) },
  );

/** f(x * W + b), NHWC and HWIO. */
export const convolution = (x: Tensor, product: Product, window: Window): Tensor =>
  runKernel(
    FusedConv2D,
    { x, filter: product.kernel, ...productInputs(product.bias) },
    { ...convAttributes(window), dilations: 1, ...productAttributes(product) },
  );

const convAttributes = (window: Window): NamedAttrMap => ({ strides: window.strides, pad: window.padding, dataFormat: 'NHWC' });

/** Gradient of a convolution with respect to its input of shape `inputShape` (NHWC). */
export const conv2dInputGradient = (dy: Tensor, filter: Tensor, inputShape: number[], window: Window): Tensor =>
  runKernel(Conv2DBackpropInput, { dy, filter }, { ...convAttributes(window), inputShape });

/** Gradient of a convolution with respect to its filter of shape `filterShape` (HWIO). */
export const conv2dFilterGradient = (x: Tensor, dy: Tensor, filterShape: number[], window: Window): Tensor =>
  runKernel(Conv2DBackpropFilter, { x, dy }, { ...convAttributes(window), filterShape });

/** f(x * W + b) channel by channel: NHWC and [size, size, in, multiplier] to [.., .., .., in * multiplier]. */
export const depthwiseConvolution = (x: Tensor, product: Product, window: Window): Tensor =>
  runKernel(
    FusedDepthwiseConv2D,
    { x, filter: product.kernel, ...productInputs(product.bias) },
    { ...depthwiseAttributes(window), dataFormat: 'NHWC', ...productAttributes(product) },
  );

const depthwiseAttributes = (window: Window): NamedAttrMap => ({ strides: window.strides, pad: window.padding, dilations: 1 });

/** Gradient of a depthwise convolution with respect to its input of shape `inputShape` (NHWC). */
export const depthwiseInputGradient = (dy: Tensor, filter: Tensor, inputShape: number[], window: Window): Tensor =>
  runKernel(DepthwiseConv2dNativeBackpropInput, { dy, filter }, { ...depthwiseAttributes(window), inputShape });

/** Gradient of a depthwise convolution with respect to its filter of shape `filterShape` ([size, size, in, multiplier]). */
export const depthwiseFilterGradient = (x: Tensor, dy: Tensor, filterShape: number[], window: Window): Tensor =>
  runKernel(DepthwiseConv2dNativeBackpropFilter, { x, dy }, { ...depthwiseAttributes(window), filterShape });

const poolAttributes = (window: Window): NamedAttrMap => ({ filterSize: window.size, strides: window.strides, pad: window.padding });

/** Gradient of max pooling: goes to each window's largest input. */
export const maxPoolGradient = (dy: Tensor, input: Tensor, output: Tensor, window: Window): Tensor =>
  runKernel(MaxPoolGrad, { dy, input, output }, poolAttributes(window));

/** Gradient of average pooling as TensorFlow.js computes it: every window counted as full (see layers/pooling.ts for the correction). */
export const avgPoolGradient = (dy: Tensor, input: Tensor, window: Window): Tensor =>
  runKernel(AvgPoolGrad, { dy, input }, poolAttributes(window));

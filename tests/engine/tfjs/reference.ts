// The whole package, since tfjs-core alone registers no gradients.
import '@tensorflow/tfjs';
import {
  add,
  avgPool,
  conv2d,
  depthwiseConv2d,
  div,
  elu,
  erf,
  leakyRelu,
  matMul,
  maxPool,
  mean,
  mul,
  ones,
  relu,
  reshape,
  selu,
  sigmoid,
  softmax,
  sqrt,
  square,
  sub,
  type Tensor,
  type Tensor4D,
  tanh,
  tensor,
} from '@tensorflow/tfjs-core';
import { dropoutKey, dropoutMask } from '@/engine/dropout';
import { poolStrides } from '@/experiment/network/kinds/pooling';
import type { Activation, Layer, LayerKind, LayerOf } from '@/experiment/network/types';

/**
 * The layers once more, in training, as plainly as TensorFlow.js's differentiable functions allow: its tape takes their gradients, which ours are
 * measured against. Nothing here is shared with the engine but the dropout mask's definition.
 */
type Reference<L extends Layer> = (layer: L, x: Tensor, weights: Tensor[], key: number) => Tensor;

const ACTIVATE: Record<Activation, (x: Tensor, slope: number) => Tensor> = {
  linear: (x) => x,
  relu: (x) => relu(x),
  leakyRelu: (x, slope) => leakyRelu(x, slope),
  elu: (x) => elu(x),
  selu: (x) => selu(x),
  gelu: (x) => mul(mul(x, 0.5), add(1, erf(mul(x, Math.SQRT1_2)))),
  swish: (x) => mul(x, sigmoid(x)),
  sigmoid: (x) => sigmoid(x),
  tanh: (x) => tanh(x),
  softmax: (x) => softmax(x),
};

const finish = (z: Tensor, bias: Tensor | undefined, layer: { activation: Activation; negativeSlope: number }) =>
  ACTIVATE[layer.activation](bias ? add(z, bias) : z, layer.negativeSlope);

const REFERENCES: { [K in LayerKind]: Reference<LayerOf<K>> } = {
  dense: (layer, x, [kernel, bias]) => finish(matMul(x, kernel!), bias, layer),
  conv2d: (layer, x, [kernel, bias]) => finish(conv2d(x as Tensor4D, kernel as Tensor4D, layer.strides, layer.padding), bias, layer),
  maxPooling2d: (layer, x) => maxPool(x as Tensor4D, layer.poolSize, poolStrides(layer), layer.padding),
  // By hand where windows hang over the border: tfjs's own gradient is wrong there (see src/engine/tfjs/layers/pooling.ts).
  averagePooling2d(layer, x) {
    const strides = poolStrides(layer);
    if (layer.padding === 'valid') return avgPool(x as Tensor4D, layer.poolSize, strides, 'valid');
    const window = ones([layer.poolSize, layer.poolSize, x.shape[3]!, 1]) as Tensor4D;
    const total = (of: Tensor) => depthwiseConv2d(of as Tensor4D, window, strides, 'same');
    return div(total(x), total(ones(x.shape)));
  },
  flatten: (_layer, x) => reshape(x, [x.shape[0]!, -1]),
  dropout: (layer, x, _weights, key) => mul(x, tensor(dropoutMask(key, layer.rate, x.size), x.shape)),
  batchNormalization(layer, x, [gamma, beta]) {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const center = mean(x, axes);
    const variance = mean(square(sub(x, center)), axes);
    return add(mul(gamma!, div(sub(x, center), sqrt(add(variance, layer.epsilon)))), beta!);
  },
  activation: (layer, x) => ACTIVATE[layer.activation](x, layer.negativeSlope),
};

/** Logits in training. `weights` are taken in order, `counts` per layer; the last layer is the output, without its activation. */
export function referenceLogits(
  layers: readonly Layer[],
  counts: readonly number[],
  weights: readonly Tensor[],
  images: Tensor,
  seed: number,
  step: number,
): Tensor {
  let next = 0;
  return layers.reduce((x, layer, i) => {
    const own = weights.slice(next, next + counts[i]!);
    next += counts[i]!;
    const reference = REFERENCES[layer.kind] as Reference<Layer>;
    return reference(layer, x, own, dropoutKey(seed, i, step));
  }, images);
}

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
  eye,
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
  slice,
  softmax,
  split,
  sqrt,
  square,
  stack,
  sub,
  type Tensor,
  type Tensor4D,
  tanh,
  tensor,
  unstack,
  zeros,
} from '@tensorflow/tfjs-core';
import { dropoutKey, dropoutMask } from '@/engine/dropout';
import type { Layer, LayerKind, LayerOf, RecurrentLayer } from '@/experiment/network/kinds';
import { poolStrides } from '@/experiment/network/parts/pooling';
import type { Activation, Padding } from '@/experiment/network/types';

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

/** A depthwise convolution as a full one, most of whose weights are 0: tfjs's gradient of the full one is right, and not what ours runs on. */
function depthwise(x: Tensor, kernel: Tensor, { strides, padding }: { strides: number; padding: Padding }): Tensor {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = kernel.shape;
  const spread = mul(reshape(kernel, [height, width, channels, 1, multiplier]), reshape(eye(channels), [1, 1, channels, channels, 1]));
  return conv2d(x as Tensor4D, reshape(spread, [height, width, channels, channels * multiplier]) as Tensor4D, strides, padding);
}

/** Runs a cell over [batch, steps, features] from a state of zeros; `cell` gives the output and the rest of the state. */
function recur(layer: RecurrentLayer, x: Tensor, cell: (x: Tensor, h: Tensor, rest: Tensor) => [Tensor, Tensor]): Tensor {
  const start: Tensor = zeros([x.shape[0]!, layer.units]);
  const outputs: Tensor[] = [];
  let [h, rest] = [start, start];
  const [batch = 0, steps = 0, features = 0] = x.shape;
  for (let t = 0; t < steps; t++) {
    [h, rest] = cell(reshape(slice(x, [0, t, 0], [batch, 1, features]), [batch, features]), h, rest);
    outputs.push(h);
  }
  return layer.returnSequences ? stack(outputs, 1) : h;
}

const sumsOf = (x: Tensor, kernel: Tensor, bias: Tensor | undefined) => (bias ? add(matMul(x, kernel), bias) : matMul(x, kernel));

const REFERENCES: { [K in LayerKind]: Reference<LayerOf<K>> } = {
  dense: (layer, x, [kernel, bias]) => finish(matMul(x, kernel!), bias, layer),
  conv2d: (layer, x, [kernel, bias]) => finish(conv2d(x as Tensor4D, kernel as Tensor4D, layer.strides, layer.padding), bias, layer),
  depthwiseConv2d: (layer, x, [kernel, bias]) => finish(depthwise(x, kernel!, layer), bias, layer),
  separableConv2d: (layer, x, [kernel, point, bias]) =>
    finish(conv2d(depthwise(x, kernel!, layer) as Tensor4D, point as Tensor4D, 1, 'valid'), bias, layer),
  maxPooling2d: (layer, x) => maxPool(x as Tensor4D, layer.poolSize, poolStrides(layer), layer.padding),
  // By hand where windows hang over the border: tfjs's own gradient is wrong there (see src/engine/tfjs/layers/pooling.ts).
  averagePooling2d(layer, x) {
    const strides = poolStrides(layer);
    if (layer.padding === 'valid') return avgPool(x as Tensor4D, layer.poolSize, strides, 'valid');
    const window = ones([layer.poolSize, layer.poolSize, x.shape[3]!, 1]) as Tensor4D;
    const total = (of: Tensor) => depthwiseConv2d(of as Tensor4D, window, strides, 'same');
    return div(total(x), total(ones(x.shape)));
  },
  globalAveragePooling2d: (_layer, x) => mean(x, [1, 2]),
  reshape: (layer, x) => reshape(x, [x.shape[0]!, ...layer.targetShape]),
  flatten: (_layer, x) => reshape(x, [x.shape[0]!, -1]),
  dropout: (layer, x, _weights, key) => mul(x, tensor(dropoutMask(key, layer.rate, x.size), x.shape)),
  batchNormalization(layer, x, [gamma, beta]) {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const center = mean(x, axes);
    const variance = mean(square(sub(x, center)), axes);
    return add(mul(gamma!, div(sub(x, center), sqrt(add(variance, layer.epsilon)))), beta!);
  },
  activation: (layer, x) => ACTIVATE[layer.activation](x, layer.negativeSlope),
  simpleRnn: (layer, input, [kernel, recurrentKernel, bias]) =>
    recur(layer, input, (x, h, rest) => [finish(add(sumsOf(x, kernel!, bias), matMul(h, recurrentKernel!)), undefined, layer), rest]),
  lstm(layer, input, [kernel, recurrentKernel, bias]) {
    const gate = (sum: Tensor) => ACTIVATE[layer.recurrentActivation](sum, layer.negativeSlope);
    const bend = (sum: Tensor) => ACTIVATE[layer.activation](sum, layer.negativeSlope);
    return recur(layer, input, (x, h, memory) => {
      const [i, f, g, o] = split(add(sumsOf(x, kernel!, bias), matMul(h, recurrentKernel!)), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
      const next = add(mul(gate(f), memory), mul(gate(i), bend(g)));
      return [mul(gate(o), bend(next)), next];
    });
  },
  gru(layer, input, [kernel, recurrentKernel, bias]) {
    const gate = (sum: Tensor) => ACTIVATE[layer.recurrentActivation](sum, layer.negativeSlope);
    const bend = (sum: Tensor) => ACTIVATE[layer.activation](sum, layer.negativeSlope);
    const [ofZ, ofR, ofG] = split(recurrentKernel!, 3, 1) as [Tensor, Tensor, Tensor];
    const [inputBias, stateBias] = layer.resetAfter && bias ? unstack(bias) : [bias];
    return recur(layer, input, (x, h, rest) => {
      const [xz, xr, xg] = split(sumsOf(x, kernel!, inputBias), 3, 1) as [Tensor, Tensor, Tensor];
      if (layer.resetAfter) {
        const [hz, hr, hg] = split(sumsOf(h, recurrentKernel!, stateBias), 3, 1) as [Tensor, Tensor, Tensor];
        const share = gate(add(xz, hz));
        const candidate = bend(add(xg, mul(gate(add(xr, hr)), hg)));
        return [add(mul(share, h), mul(sub(1, share), candidate)), rest];
      }
      const z = gate(add(xz, matMul(h, ofZ)));
      const g = bend(add(xg, matMul(mul(gate(add(xr, matMul(h, ofR))), h), ofG)));
      return [add(mul(z, h), mul(sub(1, z), g)), rest];
    });
  },
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

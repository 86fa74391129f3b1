import * as tf from '@tensorflow/tfjs';
import type { PreparedData } from '@/dataset/types';
import { dropoutKey, dropoutMask } from '@/engine/dropout';
import type { Experiment } from '@/experiment/experiment';
import { planOf, weightSpecs } from '@/experiment/network/describe';
import type { Layer, PoolingLayer } from '@/experiment/network/kinds';
import type { Activation, WeightSpec } from '@/experiment/network/types';
import type { Loss } from '@/experiment/training/types';
import { recurrent } from './reference-recurrent';

/** The networks written a second time, with TensorFlow.js's operations and its automatic gradients: what the engine is measured against. */

type Weights = Map<string, tf.Tensor>;
interface Mode {
  training: boolean;
  step: number;
}

const weightKey = (spec: Pick<WeightSpec, 'layer' | 'name'>) => `${spec.layer}/${spec.name}`;

function activate(x: tf.Tensor, activation: Activation, slope: number): tf.Tensor {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return tf.relu(x);
    case 'leakyRelu':
      return tf.leakyRelu(x, slope);
    case 'elu':
      return tf.elu(x);
    case 'selu':
      return tf.selu(x);
    case 'gelu':
      return tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2))));
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'tanh':
      return tf.tanh(x);
    case 'softmax':
      return tf.softmax(x);
  }
}

function pool(x: tf.Tensor, layer: PoolingLayer): tf.Tensor {
  const strides = layer.strides ?? layer.poolSize;
  if (layer.kind === 'maxPooling2d') return tf.maxPool(x as tf.Tensor4D, layer.poolSize, strides, layer.padding);
  return averagePool(x as tf.Tensor4D, layer.poolSize, strides, layer.padding === 'same');
}

/**
 * Means of windows, padding not counted, as a sum over a padded map divided by a count. (tf.avgPool says the same forward, but its gradient
 * divides by the whole window at the edges of a padded map, which is not the gradient of what it computes.)
 */
function averagePool(x: tf.Tensor4D, size: number, strides: number, same: boolean): tf.Tensor {
  const pads = [1, 2].map((axis): [number, number] => {
    const length = x.shape[axis]!;
    const total = same ? Math.max((Math.ceil(length / strides) - 1) * strides + size - length, 0) : 0;
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
  const sums = (map: tf.Tensor4D) =>
    tf.mul(tf.avgPool(tf.pad(map, [[0, 0], ...pads, [0, 0]] as [number, number][]) as tf.Tensor4D, size, strides, 'valid'), size * size);
  return tf.div(sums(x), sums(tf.onesLike(x)));
}

function normalize(x: tf.Tensor, weights: Weights, id: string, epsilon: number, training: boolean): tf.Tensor {
  const get = (name: WeightSpec['name']) => weights.get(weightKey({ layer: id, name }))!;
  const axes = x.shape.map((_, i) => i).slice(0, -1);
  const moments = training ? tf.moments(x, axes) : { mean: get('movingMean'), variance: get('movingVariance') };
  const unit = tf.div(tf.sub(x, moments.mean), tf.sqrt(tf.add(moments.variance, epsilon)));
  return tf.add(tf.mul(unit, get('gamma')), get('beta'));
}

function apply(x: tf.Tensor, layer: Layer, position: number, weights: Weights, experiment: Experiment, mode: Mode): tf.Tensor {
  const weight = (name: WeightSpec['name']) => weights.get(weightKey({ layer: layer.id, name }))!;
  const biased = (y: tf.Tensor) => {
    const bias = weights.get(weightKey({ layer: layer.id, name: 'bias' }));
    return bias ? tf.add(y, bias) : y;
  };
  switch (layer.kind) {
    case 'dense': {
      const y = biased(tf.matMul(x as tf.Tensor2D, weight('kernel') as tf.Tensor2D));
      return layer.id === 'output' ? y : activate(y, layer.activation, layer.negativeSlope);
    }
    case 'conv2d': {
      const y = tf.conv2d(x as tf.Tensor4D, weight('kernel') as tf.Tensor4D, layer.strides, layer.padding);
      return activate(biased(y), layer.activation, layer.negativeSlope);
    }
    case 'depthwiseConv2d': {
      const y = tf.depthwiseConv2d(x as tf.Tensor4D, weight('depthwiseKernel') as tf.Tensor4D, layer.strides, layer.padding);
      return activate(biased(y), layer.activation, layer.negativeSlope);
    }
    case 'separableConv2d': {
      const y = tf.depthwiseConv2d(x as tf.Tensor4D, weight('depthwiseKernel') as tf.Tensor4D, layer.strides, layer.padding);
      const mixed = tf.conv2d(y, weight('pointwiseKernel') as tf.Tensor4D, 1, 'valid');
      return activate(biased(mixed), layer.activation, layer.negativeSlope);
    }
    case 'globalAveragePooling2d':
      return tf.mean(x, [1, 2]);
    case 'reshape':
      return tf.reshape(x, [x.shape[0]!, ...layer.targetShape]);
    case 'maxPooling2d':
    case 'averagePooling2d':
      return pool(x, layer);
    case 'flatten':
      return tf.reshape(x, [x.shape[0]!, -1]);
    case 'activation':
      return activate(x, layer.activation, layer.negativeSlope);
    case 'batchNormalization':
      return normalize(x, weights, layer.id, layer.epsilon, mode.training);
    case 'dropout': {
      if (!mode.training) return x;
      const mask = dropoutMask(dropoutKey(experiment.training.seed, position, mode.step), layer.rate, x.size);
      return tf.mul(x, tf.tensor(mask, x.shape));
    }
    case 'simpleRnn':
    case 'lstm':
    case 'gru': {
      const named = [
        weight('kernel'),
        weight('recurrentKernel'),
        weights.get(weightKey({ layer: layer.id, name: 'bias' })) ?? null,
      ] as const;
      return recurrent(x as tf.Tensor3D, layer, ...named, activate);
    }
  }
}

/** The images of a batch as the network sees them. */
export function inputOf(data: PreparedData, batch: Uint32Array): tf.Tensor4D {
  const values = new Float32Array(batch.length * 784);
  batch.forEach((image, i) => {
    for (let j = 0; j < 784; j++) values[i * 784 + j] = (data.pixels[image * 784 + j]! - data.offset) * data.factor;
  });
  return tf.tensor4d(values, [batch.length, 28, 28, 1]);
}

/** Names an Experiment's weights. */
export function tensorsOf(experiment: Experiment, values: Float32Array[]): Weights {
  return new Map(weightSpecs(experiment).map((spec, i) => [weightKey(spec), tf.tensor(values[i]!, [...spec.shape])]));
}

export function logitsOf(experiment: Experiment, weights: Weights, x: tf.Tensor, mode: Mode): tf.Tensor {
  return planOf(experiment).layers.reduce((y, { layer }, position) => apply(y, layer, position, weights, experiment, mode), x);
}

/** What each layer makes of `x` in inference, and the derivatives of the logit at `output`, summed over the images: by `x` first, then by each. */
export function inspectionOf(experiment: Experiment, values: Float32Array[], x: tf.Tensor, output: number) {
  return tf.tidy(() => {
    const weights = tensorsOf(experiment, values);
    const { layers } = planOf(experiment);
    const step = (y: tf.Tensor, position: number) =>
      apply(y, layers[position]!.layer, position, weights, experiment, { training: false, step: 0 });
    const made: tf.Tensor[] = [x];
    for (let position = 0; position < layers.length; position++) made.push(step(made.at(-1)!, position));
    const asked = (y: tf.Tensor, from: number) => {
      const logits = layers.slice(from).reduce((z, _, i) => step(z, from + i), y);
      return tf.sum(tf.slice2d(logits as tf.Tensor2D, [0, output], [-1, 1]));
    };
    const numbers = (tensor: tf.Tensor) => tensor.dataSync().slice() as Float32Array;
    const gradients = made.map((y, from) => numbers(tf.grad((z) => asked(z, from))(y)));
    return { activations: made.slice(1).map(numbers), gradients };
  });
}

/** The loss of each example, from logits. */
function exampleLosses(logits: tf.Tensor, targets: number[], loss: Loss): tf.Tensor {
  if (logits.shape[1] === 1) {
    const z = tf.reshape(logits, [-1]);
    const t = tf.tensor1d(targets, 'float32');
    if (loss === 'meanSquaredError') return tf.square(tf.sub(tf.sigmoid(z), t));
    return tf.add(tf.sub(tf.relu(z), tf.mul(z, t)), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
  }
  const wanted = tf.cast(tf.oneHot(tf.tensor1d(targets, 'int32'), logits.shape[1]!), 'float32');
  if (loss === 'meanSquaredError') return tf.mean(tf.square(tf.sub(tf.softmax(logits), wanted)), 1);
  return tf.neg(tf.sum(tf.mul(wanted, tf.logSoftmax(logits as tf.Tensor2D)), 1));
}

/** Mean over the batch, class weights included, plus L1 / L2. `step` is that of training; `null`: in inference. */
export function lossOf(experiment: Experiment, data: PreparedData, batch: Uint32Array, weights: Weights, step: number | null): tf.Scalar {
  const logits = logitsOf(experiment, weights, inputOf(data, batch), { training: step !== null, step: step ?? 0 });
  const targets = Array.from(batch, (image) => data.targets[image]!);
  const counts = tf.tensor1d(targets.map((target) => data.classWeights?.[target] ?? 1));
  let loss: tf.Tensor = tf.mean(tf.mul(counts, exampleLosses(logits, targets, experiment.training.loss)));
  for (const spec of weightSpecs(experiment)) {
    const w = weights.get(weightKey(spec))!;
    if (spec.l1 > 0) loss = tf.add(loss, tf.mul(spec.l1, tf.sum(tf.abs(w))));
    if (spec.l2 > 0) loss = tf.add(loss, tf.mul(spec.l2, tf.sum(tf.square(w))));
  }
  return tf.squeeze(loss) as tf.Scalar;
}

/** Loss and the gradient of every trainable weight, by TensorFlow.js. */
export function gradientsOf(experiment: Experiment, data: PreparedData, batch: Uint32Array, values: Float32Array[], step: number | null) {
  const specs = weightSpecs(experiment);
  const answer = tf.tidy(() => {
    const all = tensorsOf(experiment, values);
    const names = specs.filter((spec) => spec.trainable).map(weightKey);
    const f = (...trainable: tf.Tensor[]) => {
      const weights = new Map([...all, ...names.map((name, i) => [name, trainable[i]!] as const)]);
      return lossOf(experiment, data, batch, weights, step);
    };
    const { value, grads } = tf.valueAndGrads(f)(names.map((name) => all.get(name)!));
    return { loss: value.dataSync()[0]!, gradients: grads.map((gradient) => gradient.dataSync() as Float32Array) };
  });
  return answer;
}

/** Largest difference between two arrays, relative to the largest number of the second, or to `least` where all are smaller. */
export function distance(actual: Float32Array, wanted: Float32Array, least = 1e-6): number {
  if (actual.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  for (let i = 0; i < wanted.length; i++) {
    const own = Math.abs(actual[i]! - wanted[i]!);
    if (!(own <= difference)) difference = own;
  }
  return difference / Math.max(least, largestOf(wanted));
}

/** Largest absolute value. */
export const largestOf = (values: Float32Array): number => values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

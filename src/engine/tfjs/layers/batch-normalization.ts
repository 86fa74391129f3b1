import type { Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import type { Device, Formula } from '@/engine/tfjs/device';
import type { BatchNormalizationLayer } from '@/experiment/network/kinds/batch-normalization';
import type { Forward, TfjsLayer } from './layer';

/**
 * Batch normalization as Keras does it (Ioffe and Szegedy 2015): per channel, y = gamma * (x - mean) / sqrt(variance + epsilon) + beta, with the
 * batch's own mean and biased variance in training, the moving ones otherwise.
 */

const NORMALIZE: Formula = {
  inputs: ['x', 'mean', 'variance', 'gamma', 'beta'],
  numbers: ['epsilon'],
  glsl: 'gamma * (x - mean) * inversesqrt(variance + epsilon) + beta',
  js: (epsilon) => (x, mean, variance, gamma, beta) => (gamma! * (x! - mean!)) / Math.sqrt(variance! + epsilon!) + beta!,
};

const SQUARED_DISTANCE: Formula = {
  inputs: ['x', 'mean'],
  numbers: [],
  glsl: '(x - mean) * (x - mean)',
  js: () => (x, mean) => (x! - mean!) ** 2,
};

const SCALE: Formula = { inputs: ['x'], numbers: ['factor'], glsl: 'x * factor', js: (factor) => (x) => x! * factor! };

const MOVE: Formula = {
  inputs: ['moving', 'batch'],
  numbers: ['momentum'],
  glsl: 'momentum * moving + (1.0 - momentum) * batch',
  js: (momentum) => (moving, batch) => momentum! * moving! + (1 - momentum!) * batch!,
};

/** dy times the normalized x: summed, the gradient of gamma. */
const GAMMA_GRADIENT: Formula = {
  inputs: ['dy', 'x', 'mean', 'variance'],
  numbers: ['epsilon'],
  glsl: 'dy * (x - mean) * inversesqrt(variance + epsilon)',
  js: (epsilon) => (dy, x, mean, variance) => (dy! * (x! - mean!)) / Math.sqrt(variance! + epsilon!),
};

/**
 * With n numbers a channel and h the normalized x: dx = gamma / sqrt(variance + epsilon) * (dy - sum(dy) / n - h * sum(dy * h) / n), the
 * gradient through the batch's mean and variance included.
 */
const INPUT_GRADIENT: Formula = {
  inputs: ['dy', 'x', 'mean', 'variance', 'gamma', 'sumDy', 'sumDyH'],
  numbers: ['epsilon', 'share'],
  glsl: `gamma * inversesqrt(variance + epsilon) *
    (dy - share * (sumDy + (x - mean) * inversesqrt(variance + epsilon) * sumDyH))`,
  js: (epsilon, share) => (dy, x, mean, variance, gamma, sumDy, sumDyH) => {
    const scale = 1 / Math.sqrt(variance! + epsilon!);
    return gamma! * scale * (dy! - share! * (sumDy! + (x! - mean!) * scale * sumDyH!));
  },
};

/** The gradient by x where mean and variance are the moving ones, which do not depend on it. */
const SCALE_GRADIENT: Formula = {
  inputs: ['dy', 'variance', 'gamma'],
  numbers: ['epsilon'],
  glsl: 'dy * gamma * inversesqrt(variance + epsilon)',
  js: (epsilon) => (dy, variance, gamma) => (dy! * gamma!) / Math.sqrt(variance! + epsilon!),
};

export const batchNormalization: TfjsLayer<BatchNormalizationLayer> = {
  run(layer, input, weights, { device, training }) {
    const [gamma, beta, movingMean, movingVariance] = weights as [Tensor, Tensor, Tensor, Tensor];
    if (training) return normalizeBatch(device, layer, input, [gamma, beta, movingMean, movingVariance]);
    const output = device.map(NORMALIZE, [input, movingMean, movingVariance, gamma, beta], [layer.epsilon]);
    const backward: Forward['backward'] = (dy, wantInput) => ({
      input: wantInput ? device.map(SCALE_GRADIENT, [dy, movingVariance, gamma], [layer.epsilon]) : null,
      weights: [
        device.columnSums(GAMMA_GRADIENT, [dy, input, movingMean, movingVariance], [layer.epsilon]),
        device.columnSums(IDENTITY, [dy]),
      ],
    });
    return { output, backward };
  },
};

function normalizeBatch(
  device: Device,
  { epsilon, momentum }: BatchNormalizationLayer,
  x: Tensor,
  [gamma, beta, movingMean, movingVariance]: [Tensor, Tensor, Tensor, Tensor],
): Forward {
  const share = (x.shape.at(-1) ?? 1) / x.size;
  const mean = device.map(SCALE, [device.columnSums(IDENTITY, [x])], [share]);
  const variance = device.map(SCALE, [device.columnSums(SQUARED_DISTANCE, [x, mean])], [share]);
  return {
    output: device.map(NORMALIZE, [x, mean, variance, gamma, beta], [epsilon]),
    moved: [device.map(MOVE, [movingMean, mean], [momentum]), device.map(MOVE, [movingVariance, variance], [momentum])],
    backward(dy, wantInput) {
      const sumDy = device.columnSums(IDENTITY, [dy]);
      const sumDyH = device.columnSums(GAMMA_GRADIENT, [dy, x, mean, variance], [epsilon]);
      const dx = () => device.map(INPUT_GRADIENT, [dy, x, mean, variance, gamma, sumDy, sumDyH], [epsilon, share]);
      return { input: wantInput ? dx() : null, weights: [sumDyH, sumDy] };
    },
  };
}

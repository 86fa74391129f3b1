import { add, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { WeightSpec } from '@/experiment/network/types';
import type { Device, Formula } from './device';

/** L1 / L2: the loss grows by l1 * sum |w| + l2 * sum w^2 over each kernel, as in Keras. */

const PENALTY: Formula = {
  inputs: ['w'],
  numbers: ['l1', 'l2'],
  glsl: 'l1 * abs(w) + l2 * w * w',
  js: (l1, l2) => (w) => l1! * Math.abs(w!) + l2! * w! * w!,
};

const GRADIENT: Formula = {
  inputs: ['g', 'w'],
  numbers: ['l1', 'l2'],
  glsl: 'g + l1 * sign(w) + 2.0 * l2 * w',
  js: (l1, l2) => (g, w) => g! + l1! * Math.sign(w!) + 2 * l2! * w!,
};

const isRegularized = (spec: WeightSpec) => spec.l1 > 0 || spec.l2 > 0;

/** The sum of all terms, [1]; `null` where there are none. */
export function penaltyOf(device: Device, specs: readonly WeightSpec[], weights: readonly Tensor[]): Tensor | null {
  const terms = specs.flatMap((spec, i) => {
    if (!isRegularized(spec)) return [];
    return [device.columnSums(PENALTY, [reshape(weights[i]!, [-1, 1])], [spec.l1, spec.l2])];
  });
  return terms.length === 0 ? null : terms.reduce((sum, term) => add(sum, term));
}

/** A weight's gradient with that of its term added. */
export const regularizedGradient = (device: Device, spec: WeightSpec, weight: Tensor, gradient: Tensor): Tensor =>
  isRegularized(spec) ? device.map(GRADIENT, [gradient, weight], [spec.l1, spec.l2]) : gradient;

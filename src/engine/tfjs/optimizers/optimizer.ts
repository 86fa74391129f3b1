import type { Tensor } from '@tensorflow/tfjs-core';
import type { Device, Formula } from '@/engine/tfjs/device';
import type { Optimizer, OptimizerName } from '@/experiment/training/types';

/** One weight with its optimizer's slots, in the order of `slotNames`. */
export interface Updated {
  weight: Tensor;
  slots: Tensor[];
}

/** What an update depends on besides the weight. */
export interface UpdateContext {
  learningRate: number;
  /** The update's number, from 1. */
  t: number;
}

/** Takes one weight before the update and its gradient (L1 / L2 and clipping included). The tensors before remain the caller's. */
export type UpdateWeight = (device: Device, before: Updated, g: Tensor) => Updated;

/** One optimizer. What depends on the update's number alone is computed once for all weights; each `map` is one draw per weight on a GPU. */
export type TfjsOptimizer<K extends OptimizerName> = (optimizer: Extract<Optimizer, { kind: K }>, context: UpdateContext) => UpdateWeight;

/** a * x + b * y. */
export const BLEND: Formula = { inputs: ['x', 'y'], numbers: ['a', 'b'], glsl: 'a * x + b * y', js: (a, b) => (x, y) => a! * x! + b! * y! };
/** a * x + b * y * y. */
export const BLEND_SQUARE: Formula = {
  inputs: ['x', 'y'],
  numbers: ['a', 'b'],
  glsl: 'a * x + b * y * y',
  js: (a, b) => (x, y) => a! * x! + b! * y! * y!,
};
/** a * x + b * g / sqrt(s + epsilon). */
export const BLEND_SCALED: Formula = {
  inputs: ['x', 'g', 's'],
  numbers: ['a', 'b', 'epsilon'],
  glsl: 'a * x + b * g * inversesqrt(s + epsilon)',
  js: (a, b, epsilon) => (x, g, s) => a! * x! + (b! * g!) / Math.sqrt(s! + epsilon!),
};

/** The running averages of the gradient and of its square. */
export function moments(device: Device, [m, v]: readonly Tensor[], g: Tensor, beta1: number, beta2: number): [Tensor, Tensor] {
  return [device.map(BLEND, [m!, g], [beta1, 1 - beta1]), device.map(BLEND_SQUARE, [v!, g], [beta2, 1 - beta2])];
}

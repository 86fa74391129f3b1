import { addN, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Clipping } from '@/experiment/training/types';
import type { Device, Formula } from './device';

/** Gradients by weight; `null` where a weight is not trained. */
type Gradients = readonly (Tensor | null)[];

type Clip<C extends Clipping> = (device: Device, gradients: Gradients, clipping: C) => Gradients;

/** Comparisons are written so that NaN stays NaN. */
const CLIP_VALUE: Formula = {
  inputs: ['g'],
  numbers: ['limit'],
  glsl: 'g > limit ? limit : (g < -limit ? -limit : g)',
  js: (limit) => (g) => Math.min(limit!, Math.max(-limit!, g!)),
};

/** Numbers are taken in units of the limit: their squares then stay within the range of 16-bit floats for longer. */
const SQUARE: Formula = {
  inputs: ['g'],
  numbers: ['limit'],
  glsl: '(g / limit) * (g / limit)',
  js: (limit) => (g) => (g! / limit!) ** 2,
};

/** g * limit / max(norm, limit), where `squares` is (norm / limit)^2. */
const CLIP_NORM: Formula = {
  inputs: ['g', 'squares'],
  numbers: [],
  glsl: 'squares < 1.0 ? g : g * inversesqrt(squares)',
  js: () => (g, squares) => (squares! < 1 ? g! : g! / Math.sqrt(squares!)),
};

const mapped = (gradients: Gradients, change: (g: Tensor) => Tensor): Gradients => gradients.map((g) => g && change(g));

/** The sum of squares of a gradient in units of the limit, [1]. */
const squaresOf = (device: Device, g: Tensor, limit: number): Tensor => device.columnSums(SQUARE, [reshape(g, [-1, 1])], [limit]);

/** Keras's clipvalue, clipnorm (each weight array by itself) and global_clipnorm (all together). Norms stay on the device. */
const CLIPS: { [K in Clipping['kind']]: Clip<Extract<Clipping, { kind: K }>> } = {
  none: (_device, gradients) => gradients,
  value: (device, gradients, { limit }) => mapped(gradients, (g) => device.map(CLIP_VALUE, [g], [limit])),
  norm: (device, gradients, { limit }) => mapped(gradients, (g) => device.map(CLIP_NORM, [g, squaresOf(device, g, limit)])),
  globalNorm(device, gradients, { limit }) {
    const trained = gradients.filter((g) => g !== null);
    if (trained.length === 0) return gradients;
    const squares = addN(trained.map((g) => squaresOf(device, g, limit)));
    return mapped(gradients, (g) => device.map(CLIP_NORM, [g, squares]));
  },
};

/** All gradients (L1 / L2 included) within the limit that is set. */
export function clipGradients(device: Device, gradients: Gradients, clipping: Clipping): Gradients {
  const clip = CLIPS[clipping.kind] as Clip<Clipping>;
  return clip(device, gradients, clipping);
}

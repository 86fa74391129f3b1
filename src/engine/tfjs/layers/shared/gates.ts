import { concat, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Piece } from '@/engine/tfjs/activations';
import type { Device, Formula } from '@/engine/tfjs/device';
import { softmaxGradient, softmaxOf } from './activate';

/**
 * Gates of a recurrent layer lie one after the other, [gates, batch, units], so that each can be had without copying it. Formulas take the
 * gates' sums and apply the activations themselves, but for softmax, which is applied before them (`enter`) and whose gradient follows (`leave`).
 */

/** The part of a block [parts, ...shape] at `position`: [...shape]. */
export const partOf = (block: Tensor, position: number): Tensor => reshape(partsOf(block, position, 1), block.shape.slice(1));

/** Several parts of a block, side by side as they were. */
export const partsOf = (block: Tensor, start: number, count: number): Tensor =>
  slice(block, [start, ...block.shape.slice(1).map(() => 0)], [count, ...block.shape.slice(1)]);

/** Blocks of one shape one after the other: [blocks, ...shape]. They are joined flat, since the GPU joins maps by twice as many draws. */
export function stacked(blocks: readonly Tensor[]): Tensor {
  const [first] = blocks as [Tensor];
  const flat = blocks.length === 1 ? first : concat(blocks.map((block) => reshape(block, [-1])));
  return reshape(flat, [blocks.length, ...first.shape]);
}

/** What formulas are given of a sum. */
export const enter = (sum: Tensor, piece: Piece): Tensor => (piece.ofRow ? softmaxOf(sum) : sum);

/** What formulas are given of the sums [gates, batch, units] of all gates. */
export const enterAll = (sums: Tensor, pieces: readonly Piece[]): Tensor[] => pieces.map((piece, i) => enter(partOf(sums, i), piece));

/** The gradient at a sum, from what a formula made; `entered` is what the formula was given. */
export const leave = (gradient: Tensor, piece: Piece, entered: Tensor): Tensor =>
  piece.ofRow ? softmaxGradient(gradient, entered) : gradient;

/** The gradients at the sums of all gates, from what formulas made, [gates, batch, units] both. */
export function leaveAll(gradients: Tensor, pieces: readonly Piece[], entered: readonly Tensor[]): Tensor {
  if (!pieces.some((piece) => piece.ofRow)) return gradients;
  return stacked(pieces.map((piece, i) => leave(partOf(gradients, i), piece, entered[i]!)));
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** The sum of tensors of one shape. */
export function totalOf(device: Device, terms: readonly Tensor[]): Tensor {
  const names = NAMES.slice(0, terms.length);
  const sum: Formula = {
    inputs: names,
    numbers: [],
    glsl: names.join(' + '),
    js:
      () =>
      (...values) =>
        values.reduce((total, value) => total + value, 0),
  };
  return terms.length === 1 ? terms[0]! : device.map(sum, terms);
}

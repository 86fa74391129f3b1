import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Operands } from '@/engine/wasm/program';

/** Operands of a product of plain matrices without a tail; every use says only what is different. */
const PLAIN: Operands<'Multiply'> = {
  rows: 0,
  columns: 0,
  depth: 0,
  split: KERNEL.SPLIT_ROWS,
  partStride: 0,
  left: KERNEL.LEFT_PLAIN,
  a: 0,
  aStride: 0,
  imageHeight: 0,
  imageWidth: 0,
  channels: 0,
  gridHeight: 0,
  gridWidth: 0,
  step: 1,
  offsetY: 0,
  offsetX: 0,
  tapsY: 0,
  tapsX: 0,
  right: KERNEL.RIGHT_PLAIN,
  b: 0,
  bStride: 0,
  tapBase: 0,
  tapStepY: 0,
  tapStepX: 0,
  out: 0,
  outStride: 0,
  outStep: 0,
  outHeight: 0,
  outWidth: 0,
  outY: 0,
  outX: 0,
  bias: 0,
  slope: 1,
  gate: 0,
  gateSlope: 1,
  sums: 0,
};

/** The operands of a product; unless told otherwise the threads divide its longer side. */
export function product(
  shape: { rows: number; columns: number; depth: number },
  details: Partial<Operands<'Multiply'>>,
): Operands<'Multiply'> {
  const split = shape.rows >= shape.columns ? KERNEL.SPLIT_ROWS : KERNEL.SPLIT_COLUMNS;
  return { ...PLAIN, ...shape, split, ...details };
}

import type { Address, Arena } from '@/engine/wasm/arena';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Operands } from '@/engine/wasm/program';
import type { WeightPlace } from '@/engine/wasm/weights';
import { product } from './product';

/** Gates of a recurrent kernel that are multiplied together, and where they are packed for it. */
export interface PackedKernel {
  firstGate: number;
  gates: number;
  units: number;
  /** Their first column in the kernel, whose rows are `width` long. */
  from: Address;
  width: number;
  packed: Address;
}

/** Panels of eight columns, in fours of depth (kernels/products/pack-right.ts). */
const packedFloats = (columns: number, depth: number): number => 8 * Math.ceil(columns / 8) * 4 * Math.ceil(depth / 4);

/**
 * Reserves room for each part of a recurrent kernel. It is packed once for all steps, for the way forward and again, transposed, for the way
 * back.
 */
export function planRecurrentKernel(
  parts: readonly number[],
  units: number,
  width: number,
  { address }: WeightPlace,
  arena: Arena,
): PackedKernel[] {
  let firstGate = 0;
  return parts.map((gates) => {
    const floats = Math.max(packedFloats(gates * units, units), packedFloats(units, gates * units));
    const part = { firstGate, gates, units, from: address + 4 * firstGate * units, width, packed: arena.floats(floats) };
    firstGate += gates;
    return part;
  });
}

/** The operands that pack a part as it is (a state times it gives sums), or transposed (gradients of sums times it give that of the state). */
export function packKernel({ gates, units, from, width, packed }: PackedKernel, transposed: boolean): Operands<'PackSide'> {
  const [depth, columns] = transposed ? [gates * units, units] : [units, gates * units];
  const right = transposed ? KERNEL.RIGHT_TRANSPOSED : KERNEL.RIGHT_PLAIN;
  return product({ rows: 0, columns, depth }, { right, b: from, bStride: width, out: packed });
}

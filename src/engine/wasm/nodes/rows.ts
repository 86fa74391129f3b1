import type { Address } from '@/engine/wasm/arena';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import { required, type WeightPlace } from '@/engine/wasm/weights';
import type { WeightSpec } from '@/experiment/network/types';
import type { Node, Pass, PlanContext } from './node';
import { product } from './product';

/** Rows of numbers that all meet the same matrix. */
export interface Rows {
  /** Id of the layer. */
  id: string;
  /** Name of its matrix, [inputs, units]. */
  kernel: WeightSpec['name'];
  inputs: number;
  units: number;
  /** Rows of one image. */
  places: number;
  /** Whether the threads divide the rows, and each sums a gradient of its own: where rows are many and the matrix is small. */
  byRow: boolean;
  /** Of the rectifier folded in. */
  slope: number;
}

/** y = rectifier(x * kernel + bias), row by row: a dense layer, or a convolution that looks at one pixel at a time. */
export function rowsNode({ id, kernel: name, inputs, units, places, byRow, slope }: Rows, input: Address, context: PlanContext): Node {
  const kernel = required(context.weights, id, name);
  const bias = context.weights.find(id, 'bias');
  context.weights.reserveGradients(id, byRow ? context.threads : 1);
  const output = context.arena.floats(context.capacity * places * units);
  const emitWeightGradient = ({ writer, count }: Pass, gradient: Address, free: boolean) => {
    const shape = { rows: inputs, columns: units, depth: count * places };
    const left = { left: KERNEL.LEFT_TRANSPOSED, a: input, aStride: inputs };
    const to = { out: kernel.gradient, outStride: units, sums: bias?.gradient ?? 0 };
    const split = byRow ? splitOf(kernel) : {};
    writer.emit('Multiply', product(shape, { ...left, b: gradient, bStride: units, ...to, ...split }), free);
  };
  return {
    output,
    gate: slope === 1 ? null : { y: output, slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      const shape = { rows: count * places, columns: units, depth: inputs };
      const right = { b: kernel.address, bStride: units };
      const tail = { bias: bias?.address ?? 0, slope };
      writer.emit('Multiply', product(shape, { a: x, aStride: inputs, ...right, out: output, outStride: units, ...tail }));
      return output;
    },
    backward(pass, { gradient, spare, wanted, gate }) {
      emitWeightGradient(pass, gradient, wanted);
      if (!wanted) return { gradient, gated: false };
      const shape = { rows: pass.count * places, columns: inputs, depth: units };
      const right = { right: KERNEL.RIGHT_TRANSPOSED, b: kernel.address, bStride: units };
      const tail = { gate: gate?.y ?? 0, gateSlope: gate?.slope ?? 1 };
      pass.writer.emit('Multiply', product(shape, { a: gradient, aStride: units, ...right, out: spare, outStride: inputs, ...tail }));
      return { gradient: spare, gated: true };
    },
  };
}

const splitOf = ({ partStride }: WeightPlace) => ({ split: KERNEL.SPLIT_DEPTH, partStride });

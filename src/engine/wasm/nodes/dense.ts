import type { Address } from '@/engine/wasm/arena';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Step } from '@/engine/wasm/stack';
import { required } from '@/engine/wasm/weights';
import type { Node, PlanContext } from './node';
import { product } from './product';

/** y = rectifier(x * kernel + bias). */
export function denseNode(step: Extract<Step, { kind: 'dense' }>, input: Address, context: PlanContext): Node {
  const inputs = step.inputShape[0]!;
  const units = step.layer.units;
  const kernel = required(context.weights, step.id, 'kernel');
  const bias = context.weights.find(step.id, 'bias');
  context.weights.reserveGradients(step.id, 1);
  const output = context.arena.floats(context.capacity * units);
  return {
    output,
    gate: step.slope === 1 ? null : { y: output, slope: step.slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      const shape = { rows: count, columns: units, depth: inputs };
      const tail = { bias: bias?.address ?? 0, slope: step.slope };
      writer.emit(
        'Multiply',
        product(shape, { a: x, aStride: inputs, b: kernel.address, bStride: units, out: output, outStride: units, ...tail }),
      );
      return output;
    },
    backward({ writer, count }, { gradient, spare, wanted, gate }) {
      const weightShape = { rows: inputs, columns: units, depth: count };
      const left = { left: KERNEL.LEFT_TRANSPOSED, a: input, aStride: inputs };
      const to = { out: kernel.gradient, outStride: units, sums: bias?.gradient ?? 0 };
      writer.emit('Multiply', product(weightShape, { ...left, b: gradient, bStride: units, ...to }), wanted);
      if (!wanted) return { gradient, gated: false };
      const shape = { rows: count, columns: inputs, depth: units };
      const right = { right: KERNEL.RIGHT_TRANSPOSED, b: kernel.address, bStride: units };
      const tail = { gate: gate?.y ?? 0, gateSlope: gate?.slope ?? 1 };
      writer.emit('Multiply', product(shape, { a: gradient, aStride: units, ...right, out: spare, outStride: inputs, ...tail }));
      return { gradient: spare, gated: true };
    },
  };
}

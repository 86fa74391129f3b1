import type { Address } from '@/engine/wasm/arena';
import type { MeansOperands } from '@/engine/wasm/program';
import { sizeOf } from '@/experiment/network/shape';
import type { Shape } from '@/experiment/network/types';
import type { Node, PlanContext } from './node';

/** The mean of each channel over a whole map of this shape. Its gradient applies the gate of the node before in passing. */
export function meansNode(shape: Shape, input: Address, context: PlanContext): Node {
  const channels = shape.at(-1)!;
  const places = sizeOf(shape) / channels;
  const output = context.arena.floats(context.capacity * channels);
  const operands = (count: number, x: Address): MeansOperands => ({
    x,
    y: output,
    outputGradient: 0,
    inputGradient: 0,
    count,
    places,
    channels,
    gate: 0,
    gateSlope: 1,
  });
  return {
    output,
    gate: null,
    outputIsFree: true,
    forward({ writer, count }, x) {
      writer.emit('Means', operands(count, x));
      return output;
    },
    backward({ writer, count }, { gradient, spare, wanted, gate }) {
      if (!wanted) return { gradient, gated: false };
      const gradients = { outputGradient: gradient, inputGradient: spare };
      writer.emit('MeansBackward', { ...operands(count, input), ...gradients, gate: gate?.y ?? 0, gateSlope: gate?.slope ?? 1 });
      return { gradient: spare, gated: true };
    },
  };
}

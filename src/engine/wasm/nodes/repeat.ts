import { sizeOf } from '@/experiment/network/shape';
import type { Shape } from '@/experiment/network/types';
import type { Node, PlanContext } from './node';

/** Each number of a map of this shape several times in a row. */
export function repeatNode(times: number, shape: Shape, context: PlanContext): Node {
  const size = sizeOf(shape);
  const output = context.arena.floats(context.capacity * size * times);
  return {
    output,
    gate: null,
    outputIsFree: true,
    forward({ writer, count }, x) {
      writer.emit('Repeat', { from: x, to: output, count: count * size, times });
      return output;
    },
    backward({ writer, count }, { gradient, spare, wanted }) {
      if (!wanted) return { gradient, gated: false };
      writer.emit('RepeatBackward', { from: gradient, to: spare, count: count * size, times });
      return { gradient: spare, gated: false };
    },
  };
}

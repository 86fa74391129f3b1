import type { Step } from '@/engine/wasm/stack';
import { sizeOf } from '@/experiment/network/kinds/kind';
import type { Node, PlanContext } from './node';

/** Each channel several times in a row. */
export function repeatNode(step: Extract<Step, { kind: 'repeat' }>, context: PlanContext): Node {
  const { times } = step;
  const size = sizeOf(step.inputShape);
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

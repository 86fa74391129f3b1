import { dropoutThreshold } from '@/engine/dropout';
import type { Site } from '@/engine/wasm/steps';
import { sizeOf } from '@/experiment/network/shape';
import type { Shape } from '@/experiment/network/types';
import type { Node, PlanContext } from './node';

/** What a dropout layer drops of what. */
interface Dropped {
  /** The layer's position in the stack, which its mask's key depends on. */
  position: number;
  shape: Shape;
  rate: number;
}

/**
 * Dropout. Nothing is stored for the way back, which hashes the same mask again; inference passes its input on. Where the node before allows it,
 * it works in place and takes over that node's gate: gate and mask are factors, so their order does not matter.
 */
export function dropoutNode({ position, shape, rate }: Dropped, { input, before }: Site, context: PlanContext): Node {
  const size = sizeOf(shape);
  const inPlace = before?.outputIsFree ?? true;
  const gate = (inPlace && before?.gate) || null;
  if (before && inPlace) before.gate = null;
  const output = inPlace ? input : context.arena.floats(context.capacity * size);
  const mask = { key: context.dropoutKey(position), threshold: dropoutThreshold(rate), kept: 1 / (1 - rate) };
  return {
    output,
    gate,
    outputIsFree: true,
    forward({ writer, count, first, training }, x) {
      if (!training) return x;
      writer.emit('Dropout', { x, y: output, count: count * size, first: first * size, ...mask });
      return output;
    },
    backward({ writer, count, first }, { gradient, wanted }) {
      if (wanted) writer.emit('Dropout', { x: gradient, y: gradient, count: count * size, first: first * size, ...mask });
      return { gradient, gated: false };
    },
  };
}

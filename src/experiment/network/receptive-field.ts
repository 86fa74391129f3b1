import { kindOf, type Layer } from './kinds';
import type { Shape } from './types';

/** Side of the square of the image that one number depends on, and how many pixels lie between two neighbours of a map. */
interface Field {
  side: number;
  jump: number;
}

/**
 * The receptive field after each layer of a stack: the side, in pixels, of the square of the image that one output depends on, at most the
 * image's own. A window of size k adds (k - 1) * jump, strides s multiply the jump by s. `null` where the stack is wrong.
 */
export function receptiveFields(
  stack: readonly { layer: Layer; inputShape: Shape | null; outputShape: Shape | null }[],
): (number | null)[] {
  const [height = 1, width = 1] = stack[0]?.inputShape ?? [];
  const whole = Math.max(height, width);
  let field: Field = { side: 1, jump: 1 };
  return stack.map(({ layer, inputShape, outputShape }) => {
    if (!inputShape || !outputShape) return null;
    field = fieldAfter(layer, field, inputShape, outputShape) ?? { side: whole, jump: whole };
    return Math.min(field.side, whole);
  });
}

/** `null` where every number depends on the whole image. */
function fieldAfter(layer: Layer, { side, jump }: Field, input: Shape, output: Shape): Field | null {
  const sight = kindOf(layer).sight(layer);
  if (sight.of === 'window') return { side: side + (sight.size - 1) * jump, jump: jump * sight.strides };
  // Numbers that stay where they are see what they saw; for others no square can be named.
  return sight.of === 'itself' && input[0] === output[0] && input[1] === output[1] ? { side, jump } : null;
}

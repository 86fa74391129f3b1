import type { Address } from '@/engine/wasm/arena';
import { sizeOf } from '@/experiment/network/shape';
import type { Activation, Shape } from '@/experiment/network/types';
import { slopeIsOfInput } from './activation-kind';
import type { Node, PlanContext } from './node';

/** Activations with a kernel of their own: all but the rectifiers (linear, relu, leaky relu), which fold into the layer before. */
export type CurvedActivation = Exclude<Activation, 'linear' | 'relu' | 'leakyRelu'>;

/** A rectifier that stands alone (after pooling or dropout): its gradient is a gate, so there is nothing left to do on the way back. */
export function rectifierNode(slope: number, shape: Shape, context: PlanContext): Node {
  const size = sizeOf(shape);
  const output = context.arena.floats(context.capacity * size);
  return {
    output,
    gate: { y: output, slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      writer.emit('RectifyAll', { y: output, gradient: x, count: count * size, slope });
      return output;
    },
    backward: (_pass, { gradient }) => ({ gradient, gated: false }),
  };
}

/** An activation of this kind, element by element. The slopes of gelu and swish cannot be told from their output, so those go by the input. */
export function curveNode(kind: number, shape: Shape, input: Address, context: PlanContext): Node {
  const size = sizeOf(shape);
  const byInput = slopeIsOfInput(kind);
  const output = context.arena.floats(context.capacity * size);
  return {
    output,
    gate: null,
    outputIsFree: byInput,
    forward({ writer, count }, x) {
      writer.emit('Activate', { kind, x, y: output, count: count * size });
      return output;
    },
    backward({ writer, count }, { gradient }) {
      writer.emit('ActivateBackward', { kind, saved: byInput ? input : output, gradient, count: count * size });
      return { gradient, gated: false };
    },
  };
}

/** Softmax over the last axis, inside the network. */
export function softmaxNode(shape: Shape, context: PlanContext): Node {
  const columns = shape.at(-1)!;
  const places = sizeOf(shape) / columns;
  const output = context.arena.floats(context.capacity * places * columns);
  return {
    output,
    gate: null,
    outputIsFree: false,
    forward({ writer, count }, x) {
      writer.emit('Softmax', { x, y: output, rows: count * places, columns });
      return output;
    },
    backward({ writer, count }, { gradient }) {
      writer.emit('SoftmaxBackward', { y: output, gradient, rows: count * places, columns });
      return { gradient, gated: false };
    },
  };
}

import { dropoutThreshold } from '@/engine/dropout';
import type { Address } from '@/engine/wasm/arena';
import type { Step } from '@/engine/wasm/stack';
import { sizeOf } from '@/experiment/network/kinds/kind';
import { activationKind, slopeIsOfInput } from './activation-kind';
import type { Node, PendingGate, PlanContext } from './node';

/** A rectifier that stands alone (after pooling or dropout): its gradient is a gate, so there is nothing left to do on the way back. */
export function rectifierNode(step: Extract<Step, { kind: 'rectifier' }>, context: PlanContext): Node {
  const size = sizeOf(step.outputShape);
  const output = context.arena.floats(context.capacity * size);
  return {
    output,
    gate: { y: output, slope: step.slope },
    outputIsFree: true,
    forward({ writer, count }, x) {
      writer.emit('RectifyAll', { y: output, gradient: x, count: count * size, slope: step.slope });
      return output;
    },
    backward: (_pass, { gradient }) => ({ gradient, gated: false }),
  };
}

/** An activation, element by element. The slopes of gelu and swish cannot be told from their output, so those go by the input. */
function curveNode(kind: number, size: number, input: Address, context: PlanContext): Node {
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
function softmaxNode(columns: number, places: number, context: PlanContext): Node {
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

export function activationNode(step: Extract<Step, { kind: 'activation' }>, input: Address, context: PlanContext): Node {
  const size = sizeOf(step.outputShape);
  if (step.activation !== 'softmax')
    return curveNode(activationKind({ activation: step.activation, negativeSlope: 1 }).kind, size, input, context);
  const columns = step.outputShape.at(-1)!;
  return softmaxNode(columns, size / columns, context);
}

/** Where a dropout node stands. */
interface DropoutPlace {
  input: Address;
  /** Whether it may overwrite its input. */
  inPlace: boolean;
  /** The gate of the node before, which it passes on to the node behind: gate and mask are factors, so their order does not matter. */
  gate: PendingGate | null;
}

/** Dropout. Nothing is stored for the way back, which hashes the same mask again; inference passes its input on. */
export function dropoutNode(step: Extract<Step, { kind: 'dropout' }>, { input, inPlace, gate }: DropoutPlace, context: PlanContext): Node {
  const size = sizeOf(step.outputShape);
  const output = inPlace ? input : context.arena.floats(context.capacity * size);
  const mask = { key: context.dropoutKey(step.position), threshold: dropoutThreshold(step.rate), kept: 1 / (1 - step.rate) };
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

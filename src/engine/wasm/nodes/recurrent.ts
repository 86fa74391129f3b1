import type { Address } from '@/engine/wasm/arena';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Operands } from '@/engine/wasm/program';
import type { Step } from '@/engine/wasm/stack';
import { required } from '@/engine/wasm/weights';
import type { RecurrentLayer } from '@/experiment/network/types';
import { activationKind, slopeIsOfInput } from './activation-kind';
import type { Arriving, Node, Pass, PlanContext } from './node';
import { product } from './product';
import { type PackedKernel, packKernel, planRecurrentKernel } from './recurrent-kernel';

/** What tells one kind from the others. `parts` are gates that are multiplied by one state together: the GRU's candidate has a state of its own. */
const KINDS = {
  simpleRnn: { forward: 'SimpleRnn', backward: 'SimpleRnnBackward', parts: [1] },
  lstm: { forward: 'Lstm', backward: 'LstmBackward', parts: [4] },
  gru: { forward: 'Gru', backward: 'GruBackward', parts: [2, 1] },
} as const;

/** Gates of a layer, the candidate counted as one. */
const gatesOf = ({ kind }: RecurrentLayer): number => KINDS[kind].parts.reduce((sum: number, part) => sum + part, 0);

/** Kinds of the layer's activations: of its gates, and of all else. */
function activationsOf(layer: RecurrentLayer) {
  const own = activationKind(layer);
  const gates = layer.kind === 'simpleRnn' ? own : activationKind({ ...layer, activation: layer.recurrentActivation });
  return { own, gates, keepsSums: slopeIsOfInput(own.kind) || slopeIsOfInput(gates.kind) };
}

/** Floats that a layer keeps of each image besides its output, by which batches of questions are measured. */
export function keptFloats(layer: RecurrentLayer, steps: number, features: number): number {
  const rows = gatesOf(layer) * (activationsOf(layer).keepsSums ? 2 : 1);
  return steps * (features + layer.units * (rows + 3));
}

/** Where a layer keeps what its steps made, time first: [steps, images, ...]. */
function placeSteps(layer: RecurrentLayer, steps: number, features: number, { arena, capacity, batchSize }: PlanContext) {
  const { units, kind } = layer;
  const width = gatesOf(layer) * units;
  const rows = (floats: number, images = capacity) => arena.floats(steps * images * floats);
  const sums = rows(width);
  const values = activationsOf(layer).keepsSums ? rows(width) : sums;
  return {
    inputs: rows(features),
    sums,
    values,
    outputs: kind === 'simpleRnn' ? values : rows(units),
    memories: kind === 'simpleRnn' ? 0 : rows(units),
    held: kind === 'lstm' ? rows(units) : 0,
    sumGradients: rows(width, batchSize),
    outputGradient: arena.floats(batchSize * units),
    memoryGradient: arena.floats(batchSize * units),
  };
}

/**
 * A recurrent layer over [steps, features]. Within, time comes first, so that the products with the kernel are one for all steps and so are
 * the gradients of the weights; only what the state takes part in goes step by step, in one instruction that each thread works through for
 * its own images.
 */
export function recurrentNode(step: Extract<Step, { kind: 'recurrent' }>, context: PlanContext): Node {
  const { layer } = step;
  const [steps = 0, features = 0] = step.inputShape;
  const { units } = layer;
  const width = gatesOf(layer) * units;
  const kernel = required(context.weights, step.id, 'kernel');
  const recurrentKernel = required(context.weights, step.id, 'recurrentKernel');
  const bias = context.weights.find(step.id, 'bias');
  context.weights.reserveGradients(step.id, 1);
  const kept = placeSteps(layer, steps, features, context);
  const output = context.arena.floats(context.capacity * (layer.returnSequences ? steps : 1) * units);
  const { forward, backward, parts } = KINDS[layer.kind];
  const packed = planRecurrentKernel(parts, units, width, recurrentKernel, context.arena);
  const operands = operandsOf(layer, steps, { ...kept, out: output }, packed);

  function emitWeightGradients({ writer, count }: Pass, free: boolean): void {
    const ofInputs = { left: KERNEL.LEFT_TRANSPOSED, a: kept.inputs, aStride: features, b: kept.sumGradients, bStride: width };
    const to = { out: kernel.gradient, outStride: width, sums: bias?.gradient ?? 0 };
    writer.emit('Multiply', product({ rows: features, columns: width, depth: steps * count }, { ...ofInputs, ...to }), true);
    // The first step's state is zeros, so it has no part in the recurrent kernel's gradient.
    if (steps === 1) writer.emit('Clear', { to: recurrentKernel.gradient, count: recurrentKernel.size }, free);
    const row = 4 * count * units;
    packed.forEach(({ firstGate, gates }, index) => {
      if (steps === 1) return;
      const column = 4 * firstGate * units;
      const states = index === 0 ? kept.outputs : kept.memories + row;
      const left = { left: KERNEL.LEFT_TRANSPOSED, a: states, aStride: units };
      const right = { b: kept.sumGradients + 4 * count * width + column, bStride: width };
      const shape = { rows: units, columns: gates * units, depth: (steps - 1) * count };
      const out = { out: recurrentKernel.gradient + column, outStride: width };
      writer.emit('Multiply', product(shape, { ...left, ...right, ...out }), free || index < packed.length - 1);
    });
  }

  /** Rows of the product are steps of images, time first; they go to images of steps. */
  function emitInputGradient({ writer, count }: Pass, { spare, gate }: Arriving): void {
    const shape = { rows: steps * count, columns: features, depth: width };
    const right = { right: KERNEL.RIGHT_TRANSPOSED, b: kernel.address, bStride: width };
    const places = { gridHeight: count, gridWidth: 1, outStep: steps, outHeight: 1, outWidth: 1 };
    const tail = { gate: gate?.y ?? 0, gateSlope: gate?.slope ?? 1 };
    const to = { out: spare, outStride: features, ...places, ...tail };
    writer.emit('Multiply', product(shape, { a: kept.sumGradients, aStride: width, ...right, ...to }));
  }

  return {
    output,
    gate: null,
    outputIsFree: true,
    forward({ writer, count }, x) {
      for (const part of packed) writer.emit('PackSide', packKernel(part, false), true);
      writer.emit('Transpose', { from: x, to: kept.inputs, rows: count, columns: steps, length: features });
      const shape = { rows: steps * count, columns: width, depth: features };
      const right = { b: kernel.address, bStride: width, bias: bias?.address ?? 0 };
      writer.emit('Multiply', product(shape, { a: kept.inputs, aStride: features, ...right, out: kept.sums, outStride: width }));
      writer.emit(forward, operands(count, 0));
      return output;
    },
    backward(pass, arriving) {
      const { gradient, spare, wanted } = arriving;
      packed.forEach((part, index) => {
        pass.writer.emit('PackSide', packKernel(part, true), index < packed.length - 1);
      });
      pass.writer.emit(backward, operands(pass.count, gradient));
      emitWeightGradients(pass, wanted);
      if (!wanted) return { gradient, gated: false };
      emitInputGradient(pass, arriving);
      return { gradient: spare, gated: true };
    },
  };
}

type Kept = ReturnType<typeof placeSteps> & { out: Address };

/** The operands of the layer's own instruction, for so many images and the gradient that arrives on the way back. */
function operandsOf(layer: RecurrentLayer, steps: number, { inputs: _, ...places }: Kept, packed: readonly PackedKernel[]) {
  const { own, gates } = activationsOf(layer);
  const constant = {
    ...places,
    steps,
    units: layer.units,
    kind: own.kind,
    slope: own.slope,
    gateKind: gates.kind,
    gateSlope: gates.slope,
    kernel: packed[0]?.packed ?? 0,
    candidateKernel: packed[1]?.packed ?? 0,
    sequences: layer.returnSequences ? 1 : 0,
  };
  return (count: number, gradient: Address): Operands<'Lstm'> => ({ ...constant, count, gradient });
}

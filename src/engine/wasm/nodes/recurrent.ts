import type { Address } from '@/engine/wasm/arena';
import { KERNEL } from '@/engine/wasm/generated/kernels';
import type { Operands, OperationName } from '@/engine/wasm/program';
import type { Step } from '@/engine/wasm/steps';
import { required } from '@/engine/wasm/weights';
import type { RecurrentLayer } from '@/experiment/network/kinds';
import type { Shape } from '@/experiment/network/types';
import { activationKind, slopeIsOfInput } from './activation-kind';
import type { Arriving, Node, Pass, PlanContext } from './node';
import { product } from './product';
import { type PackedKernel, packKernel, planRecurrentKernel } from './recurrent-kernel';

/** Gates of a recurrent kernel that are multiplied by one state together. */
export interface KernelPart {
  gates: number;
  /** Whether that state is kept as `memories` instead of being the output before. */
  stateInMemories?: true;
  /** Whether the gradients of the products are left in `memories` instead of being those of the gates' sums. */
  gradientsInMemories?: true;
}

/** What tells one kind of recurrent layer from the others. */
export interface RecurrentKind {
  forward: OperationName & ('SimpleRnn' | 'Lstm' | 'Gru' | 'GruResetAfter');
  backward: OperationName & ('SimpleRnnBackward' | 'LstmBackward' | 'GruBackward' | 'GruResetAfterBackward');
  /** Gates whose products with the state are made together, at most two parts. */
  parts: readonly KernelPart[];
  /** What it keeps of each step besides the sums of its gates and their activations, [units] each (kernels/instructions/recurrent.ts). */
  keeps: readonly ('outputs' | 'memories' | 'held')[];
}

const gatesOf = ({ parts }: RecurrentKind): number => parts.reduce((sum, { gates }) => sum + gates, 0);

/** Kinds of the layer's activations: of its gates, and of all else. */
function activationsOf(layer: RecurrentLayer) {
  const own = activationKind(layer);
  const gates = 'recurrentActivation' in layer ? activationKind({ ...layer, activation: layer.recurrentActivation }) : own;
  return { own, gates, keepsSums: slopeIsOfInput(own.kind) || slopeIsOfInput(gates.kind) };
}

/** Floats that a layer keeps of each image besides its output, by which batches of questions are measured. */
function keptFloats(kind: RecurrentKind, layer: RecurrentLayer, [steps = 0, features = 0]: Shape): number {
  const rows = gatesOf(kind) * (activationsOf(layer).keepsSums ? 2 : 1);
  return steps * (features + layer.units * (rows + 3));
}

/** Where a layer keeps what its steps made, time first: [steps, images, ...]. */
function placeSteps(kind: RecurrentKind, layer: RecurrentLayer, [steps = 0, features = 0]: Shape, context: PlanContext) {
  const { arena, capacity, batchSize } = context;
  const { units } = layer;
  const width = gatesOf(kind) * units;
  const rows = (floats: number, images = capacity) => arena.floats(steps * images * floats);
  const sums = rows(width);
  const values = activationsOf(layer).keepsSums ? rows(width) : sums;
  return {
    inputs: rows(features),
    sums,
    values,
    outputs: kind.keeps.includes('outputs') ? rows(units) : values,
    memories: kind.keeps.includes('memories') ? rows(units) : 0,
    held: kind.keeps.includes('held') ? rows(units) : 0,
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
export function recurrentStep(kind: RecurrentKind, layer: RecurrentLayer, place: { inputShape: Shape; outputShape: Shape }): Step {
  const { inputShape, outputShape } = place;
  return {
    inputShape,
    outputShape,
    learns: true,
    keptFloats: keptFloats(kind, layer, inputShape),
    plan: (_site, context) => recurrentNode(kind, layer, inputShape, context),
  };
}

function recurrentNode(kind: RecurrentKind, layer: RecurrentLayer, inputShape: Shape, context: PlanContext): Node {
  const [steps = 0, features = 0] = inputShape;
  const { id, units } = layer;
  const width = gatesOf(kind) * units;
  const kernel = required(context.weights, id, 'kernel');
  const recurrentKernel = required(context.weights, id, 'recurrentKernel');
  const bias = context.weights.find(id, 'bias');
  context.weights.reserveGradients(id, 1);
  const kept = placeSteps(kind, layer, inputShape, context);
  const output = context.arena.floats(context.capacity * (layer.returnSequences ? steps : 1) * units);
  const packed = planRecurrentKernel(
    kind.parts.map(({ gates }) => gates),
    units,
    width,
    recurrentKernel,
    context.arena,
  );
  // Its second row, where the bias has one: the first is added to the products with the input.
  const recurrentBias = bias && bias.size > width ? bias.address + 4 * width : 0;
  const operands = operandsOf(layer, steps, { ...kept, out: output, recurrentBias }, packed);

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
      const { stateInMemories, gradientsInMemories } = kind.parts[index]!;
      const states = stateInMemories ? kept.memories + row : kept.outputs;
      const left = { left: KERNEL.LEFT_TRANSPOSED, a: states, aStride: units };
      const right = gradientsInMemories
        ? { b: kept.memories + row, bStride: units }
        : { b: kept.sumGradients + 4 * count * width + column, bStride: width };
      const shape = { rows: units, columns: gates * units, depth: (steps - 1) * count };
      const out = { out: recurrentKernel.gradient + column, outStride: width };
      writer.emit('Multiply', product(shape, { ...left, ...right, ...out }), free || index < packed.length - 1);
    });
  }

  /** A recurrent bias's gradient is the sum of those of the products that it is added to. */
  function emitRecurrentBiasGradient({ writer, count }: Pass): void {
    if (!recurrentBias || !bias) return;
    packed.forEach(({ firstGate, gates }, index) => {
      const column = 4 * firstGate * units;
      const source = kind.parts[index]!.gradientsInMemories
        ? { from: kept.memories, stride: units }
        : { from: kept.sumGradients + column, stride: width };
      const to = bias.gradient + 4 * width + column;
      writer.emit('SumColumns', { ...source, to, rows: steps * count, columns: gates * units }, true);
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
      writer.emit(kind.forward, operands(count, 0));
      return output;
    },
    backward(pass, arriving) {
      const { gradient, spare, wanted } = arriving;
      packed.forEach((part, index) => {
        pass.writer.emit('PackSide', packKernel(part, true), index < packed.length - 1);
      });
      pass.writer.emit(kind.backward, operands(pass.count, gradient));
      emitRecurrentBiasGradient(pass);
      emitWeightGradients(pass, wanted);
      if (!wanted) return { gradient, gated: false };
      emitInputGradient(pass, arriving);
      return { gradient: spare, gated: true };
    },
  };
}

type Kept = ReturnType<typeof placeSteps> & { out: Address; recurrentBias: Address };

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

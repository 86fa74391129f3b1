import type { PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import { sizeOf } from '@/experiment/network/kinds/kind';
import { type Address, Arena, PAGE_BYTES } from './arena';
import { type Node, nodeOf, type PlanContext } from './nodes';
import { ProgramWriter } from './program';
import { type Step, stepsOf } from './stack';
import { emitUpdates } from './updates';
import { placeWeights, type WeightPlace } from './weights';

/** Steps whose results wait in linear memory until JavaScript fetches them. */
export const RESULTS = 1024;

/** Bytes between two threads' sums of L1 / L2 terms (kernels/loss.ts). */
const PENALTY_STRIDE = 64;

/** Images of one inference pass, where the batch is not larger anyway. */
const INFERENCE_BATCH = 128;

/** Activations of an inference pass may take so many bytes more than a small batch needs. */
const INFERENCE_BYTES = 2 ** 26;

/** Bytes of the words by which threads meet (kernels/main.ts). */
const CONTROL_BYTES = 384;

/** Where everything of a network lies. */
export interface Places {
  control: Address;
  scratch: Address;
  scratchStride: number;
  pixels: Address;
  targets: Address;
  /** Images that are not of the data set. */
  staging: Address;
  /** Positions of the batch's images. */
  indices: Address;
  /** The batch as floats. */
  batch: Address;
  /** Learning rate and the like, two floats (updates.ts). */
  scalars: Address;
  /** One key a layer, by its position. */
  dropoutKeys: Address;
  /** Mean loss and hits of the batch. */
  result: Address;
  penalties: Address;
  cursor: Address;
  losses: Address;
  correct: Address;
  gradients: [Address, Address];
  /** Where programs go: training, inference. */
  programs: [Address, Address];
}

/** A network planned: memory laid out, programs ready to be written for any number of examples. */
export interface Plan {
  places: Places;
  weights: WeightPlace[];
  /** Positions in the stack of the layers that need a dropout key each step. */
  dropouts: number[];
  threads: number;
  longestRun: number;
  outputs: number;
  imageBytes: number;
  batchSize: number;
  inferenceBatch: number;
  /** Memory needed, in bytes (whole pages), and the tensors in it. */
  bytes: number;
  tensors: number;
  trainingProgram(count: number): Uint32Array;
  /** Logits of the first `count` images at `indices` of the data set, or of the staged ones. They are left at `logits`. */
  inferenceProgram(count: number, staged: boolean): Uint32Array;
  logits: Address;
}

/** What a plan needs to know of the machine. */
export interface Machine {
  threads: number;
  /** Bytes of scratch per thread, asked of the kernels. */
  scratchBytes(longestRun: number): number;
}

/** Lays an Experiment's network out for a data set. Throws an Error where the stack is wrong. */
export function planNetwork(experiment: Experiment, data: PreparedData, machine: Machine): Plan {
  const steps = stepsOf(experiment);
  const { batchSize, optimizer } = experiment.training;
  const inferenceBatch = inferenceBatchOf(steps, batchSize);
  const capacity = Math.max(batchSize, inferenceBatch);
  const arena = new Arena();
  const imageBytes = data.height * data.width;
  const keys = arena.floats(steps.length + experiment.model.layers.length + 1);
  let longestRun = 1;
  const context: PlanContext = {
    arena,
    capacity,
    threads: machine.threads,
    weights: placeWeights(experiment, arena),
    dropoutKey: (position) => keys + 4 * position,
    noteRun: (floats) => {
      longestRun = Math.max(longestRun, floats);
    },
  };
  const batch = arena.floats(capacity * imageBytes);
  const nodes: Node[] = [];
  for (const step of steps) nodes.push(nodeOf(step, nodes.at(-1) ?? null, batch, context));
  const widest = Math.max(imageBytes, ...steps.map((step) => sizeOf(step.outputShape)));
  const scratchStride = machine.scratchBytes(longestRun);
  const places: Places = {
    control: arena.bytes(CONTROL_BYTES),
    scratch: arena.bytes(machine.threads * scratchStride),
    scratchStride,
    pixels: arena.bytes(data.pixels.length),
    targets: arena.bytes(data.targets.length),
    staging: arena.bytes(inferenceBatch * imageBytes),
    indices: arena.floats(capacity),
    batch,
    scalars: arena.floats(2),
    dropoutKeys: keys,
    result: arena.floats(2),
    penalties: arena.bytes(machine.threads * PENALTY_STRIDE),
    cursor: arena.floats(1),
    losses: arena.floats(RESULTS),
    correct: arena.floats(RESULTS),
    gradients: [arena.floats(batchSize * widest), arena.floats(batchSize * widest)],
    programs: [0, 0],
  };
  const outputs = steps.at(-1)!.outputShape[0]!;
  const gather = { pixels: places.pixels, indices: places.indices, size: imageBytes, out: batch, offset: data.offset, factor: data.factor };

  const trainingProgram = (count: number): Uint32Array => {
    const writer = new ProgramWriter();
    const pass = { writer, count, training: true };
    writer.emit('Gather', { ...gather, count });
    let output = batch;
    for (const node of nodes) output = node.forward(pass, output);
    const loss = { logits: output, gradient: places.gradients[0], targets: places.targets, indices: places.indices };
    const operation = outputs === 1 ? 'BinaryCrossEntropy' : 'CrossEntropy';
    writer.emit(operation, { ...loss, count, classes: outputs, result: places.result });
    emitBackward(writer, count, steps, nodes, places);
    emitUpdates(writer, optimizer, context.weights.all, places.scalars, places.penalties);
    const { result, penalties, losses, correct, cursor } = places;
    writer.emit('FinishStep', { result, penalties, losses, correct, cursor });
    return writer.finish();
  };
  const inferenceProgram = (count: number, staged: boolean): Uint32Array => {
    const writer = new ProgramWriter();
    const pass = { writer, count, training: false };
    writer.emit('Gather', { ...gather, count, ...(staged ? { pixels: places.staging, indices: 0 } : {}) });
    let output = batch;
    for (const node of nodes) output = node.forward(pass, output);
    return writer.finish();
  };
  places.programs = [arena.bytes(4 * trainingProgram(batchSize).length), arena.bytes(4 * inferenceProgram(1, true).length)];
  return {
    places,
    weights: context.weights.all,
    dropouts: steps.filter((step) => step.kind === 'dropout').map((step) => step.position),
    threads: machine.threads,
    longestRun,
    outputs,
    imageBytes,
    batchSize,
    inferenceBatch,
    bytes: Math.ceil(arena.size / PAGE_BYTES) * PAGE_BYTES,
    tensors: arena.pieces,
    trainingProgram,
    inferenceProgram,
    logits: nodes.at(-1)!.output,
  };
}

/** Images an inference pass takes at once: many where that is cheap in memory, else as many as a training step. */
function inferenceBatchOf(steps: Step[], batchSize: number): number {
  const perImage = 4 * steps.reduce((sum, step) => sum + sizeOf(step.outputShape), 0);
  const affordable = Math.floor(INFERENCE_BYTES / perImage);
  return Math.max(batchSize, Math.min(INFERENCE_BATCH, affordable));
}

/** The way back: the gradient goes to and fro between two tensors, as far down as there is anything to learn. */
function emitBackward(writer: ProgramWriter, count: number, steps: Step[], nodes: Node[], places: Places): void {
  const learns = (step: Step) => step.kind === 'dense' || step.kind === 'convolution' || step.kind === 'normalization';
  const first = steps.findIndex(learns);
  const pass = { writer, count, training: true };
  let gradient = places.gradients[0];
  let gated = true;
  for (let i = nodes.length - 1; i >= first; i--) {
    const node = nodes[i]!;
    if (node.gate && !gated) {
      const size = sizeOf(steps[i]!.outputShape);
      writer.emit('Gate', { y: node.gate.y, gradient, count: count * size, slope: node.gate.slope });
    }
    const spare = places.gradients[0] === gradient ? places.gradients[1] : places.gradients[0];
    const before = i > first ? nodes[i - 1]! : null;
    const passed = node.backward(pass, { gradient, spare, wanted: i > first, gate: before?.gate ?? null });
    gradient = passed.gradient;
    gated = passed.gated;
  }
}

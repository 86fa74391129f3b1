import { sizeOf } from '@/experiment/network/kinds/kind';
import type { Loss, TrainingSpec } from '@/experiment/training/types';
import type { Node } from './nodes';
import type { Places } from './places';
import { type Program, ProgramWriter } from './program';
import { learns, type Step } from './stack';
import { emitUpdates } from './updates';
import type { WeightPlace } from './weights';

/** A network in its place, of which programs can be written. */
export interface Laid {
  steps: Step[];
  nodes: Node[];
  places: Places;
  weights: WeightPlace[];
  training: TrainingSpec;
  threads: number;
  imageBytes: number;
  outputs: number;
  /** A pixel byte b enters the network as (b - offset) * factor. */
  offset: number;
  factor: number;
}

/**
 * One optimizer update on `count` images: those whose positions stand at `places.indices`, or as many staged ones with the targets of these
 * positions. Nothing but weights, their gradients and `places.result` passes from its first half to its second, so that they can be two programs.
 */
export function trainingProgram(laid: Laid, count: number, staged: boolean): Program {
  const writer = new ProgramWriter();
  emitGradients(writer, laid, count, staged);
  emitStep(writer, laid);
  return writer.finish();
}

/** From the images to the loss and every weight's gradient, without L1 / L2. */
function emitGradients(writer: ProgramWriter, laid: Laid, count: number, staged: boolean): void {
  const { places, training, outputs } = laid;
  const logits = emitForward(writer, laid, count, { training: true, staged });
  const { targets, indices, classWeights, result } = places;
  const operands = { logits, gradient: places.gradients[0], targets, indices, count, classes: outputs, classWeights, result };
  writer.emit(lossOperation(training.loss, outputs), operands);
  emitBackward(writer, count, laid.steps, laid.nodes, places);
}

/** From the gradients to the new weights, and the step's results. */
function emitStep(writer: ProgramWriter, laid: Laid): void {
  const { result, penalties, penaltyCount, losses, correct, cursor } = laid.places;
  emitUpdates(writer, laid);
  writer.emit('FinishStep', { result, penalties, penaltyCount, losses, correct, cursor });
}

function lossOperation(loss: Loss, outputs: number) {
  const single = outputs === 1;
  switch (loss) {
    case 'crossEntropy':
      return single ? 'BinaryCrossEntropy' : 'CrossEntropy';
    case 'meanSquaredError':
      return single ? 'BinarySquaredError' : 'SquaredError';
  }
}

/** Logits of `count` images of the data set, or of the staged ones; they are left in the last node's output. */
export function inferenceProgram(laid: Laid, count: number, staged: boolean): Program {
  const writer = new ProgramWriter();
  emitForward(writer, laid, count, { training: false, staged });
  return writer.finish();
}

function emitForward(writer: ProgramWriter, laid: Laid, count: number, mode: { training: boolean; staged: boolean }): number {
  const { places, imageBytes: size, offset, factor } = laid;
  const from = mode.staged ? { pixels: places.staging, indices: 0 } : { pixels: places.pixels, indices: places.indices };
  writer.emit('Gather', { ...from, count, size, out: places.batch, offset, factor });
  const pass = { writer, count, training: mode.training };
  return laid.nodes.reduce((input, node) => node.forward(pass, input), places.batch);
}

/** The way back: the gradient goes to and fro between two tensors, as far down as there is anything to learn. */
function emitBackward(writer: ProgramWriter, count: number, steps: Step[], nodes: Node[], places: Places): void {
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

import { sizeOf } from '@/experiment/network/shape';
import { asClassLoss, asNumberLoss, type ClassLoss, type NumberLoss } from '@/experiment/training/losses';
import type { Loss, TrainingSpec } from '@/experiment/training/types';
import type { Node, Pass } from './nodes/node';
import type { Places } from './places';
import { type Program, ProgramWriter } from './program';
import { rangeOf, type Share } from './shares';
import type { ListedStep } from './steps';
import { emitUpdates } from './updates';
import type { WeightPlace } from './weights';

/** A network in its place, of which programs can be written. */
export interface Laid {
  steps: readonly ListedStep[];
  nodes: Node[];
  places: Places;
  weights: WeightPlace[];
  training: TrainingSpec;
  threads: number;
  share: Share;
  imageBytes: number;
  outputs: number;
  /** A pixel byte b enters the network as (b - offset) * factor. */
  offset: number;
  factor: number;
  /** The items are rows of floats, not images. */
  rows: boolean;
  /** What is predicted is a number. */
  isNumber: boolean;
}

/** A step's program. Nothing but weights, their gradients and `places.result` passes from its first half to its second. */
export interface TrainingProgram extends Program {
  /** Instructions of the first half, which ends with the gradients. */
  half: number;
}

/**
 * One optimizer update on this share of a batch of `whole` images: on those whose positions stand at `places.indices`, or as many staged ones
 * with the targets of these positions.
 */
export function trainingProgram(laid: Laid, whole: number, staged: boolean): TrainingProgram {
  const writer = new ProgramWriter();
  emitGradients(writer, laid, whole, staged);
  const half = writer.count;
  emitStep(writer, laid);
  return { ...writer.finish(), half };
}

/** From the images to the loss and every weight's gradient, without L1 / L2. */
function emitGradients(writer: ProgramWriter, laid: Laid, whole: number, staged: boolean): void {
  const { places, training, outputs } = laid;
  const pass: Pass = { writer, ...rangeOf(whole, laid.share), training: true };
  const logits = emitForward(laid, pass, staged);
  const { targets, indices, classWeights, result } = places;
  const common = { gradient: places.gradients[0], indices, count: pass.count, whole, result };
  if (laid.isNumber) writer.emit(numberLossOperation(training.loss), { ...common, outputs: logits, numbers: places.numbers });
  else writer.emit(lossOperation(training.loss, outputs), { ...common, logits, targets, classes: outputs, classWeights });
  emitBackward(pass, laid);
}

/** From the gradients to the new weights, and the step's results. */
function emitStep(writer: ProgramWriter, laid: Laid): void {
  const { result, penalties, penaltyCount, losses, correct, cursor } = laid.places;
  emitUpdates(writer, laid);
  writer.emit('FinishStep', { result, penalties, penaltyCount, losses, correct, cursor });
}

/** Each loss of classes, for several outputs and for one. */
const CLASS_LOSSES = {
  crossEntropy: ['CrossEntropy', 'BinaryCrossEntropy'],
  meanSquaredError: ['SquaredError', 'BinarySquaredError'],
} as const satisfies Record<ClassLoss, readonly [several: string, single: string]>;

/** What computes a loss of classes and its gradient from so many logits. */
export const lossOperation = (loss: Loss, outputs: number) => CLASS_LOSSES[asClassLoss(loss)][outputs === 1 ? 1 : 0];

/** Each loss of numbers. */
const NUMBER_LOSSES = {
  meanSquaredError: 'SquaredErrorOfNumbers',
  meanAbsoluteError: 'AbsoluteErrorOfNumbers',
  huber: 'HuberOfNumbers',
} as const satisfies Record<NumberLoss, string>;

const numberLossOperation = (loss: Loss) => NUMBER_LOSSES[asNumberLoss(loss)];

/** Logits of `count` images of the data set, or of the staged ones; they are left in the last node's output. */
export function inferenceProgram(laid: Laid, count: number, staged: boolean): Program {
  const writer = new ProgramWriter();
  emitForward(laid, { writer, first: 0, count, training: false }, staged);
  return writer.finish();
}

function emitForward(laid: Laid, pass: Pass, staged: boolean): number {
  const { places, imageBytes: size, offset, factor } = laid;
  const from = staged ? places.staging : places.pixels;
  const common = { indices: staged ? 0 : places.indices, count: pass.count, size, out: places.batch };
  if (laid.rows) pass.writer.emit('GatherRows', { ...common, rows: from });
  else pass.writer.emit('Gather', { ...common, pixels: from, offset, factor });
  return laid.nodes.reduce((input, node) => node.forward(pass, input), places.batch);
}

/** The way back: the gradient goes to and fro between two tensors, as far down as there is anything to learn. */
function emitBackward(pass: Pass, { steps, nodes, places }: Laid): void {
  const first = steps.findIndex((step) => step.learns);
  let gradient = places.gradients[0];
  let gated = true;
  for (let i = nodes.length - 1; i >= first; i--) {
    const node = nodes[i]!;
    if (node.gate && !gated) {
      const size = sizeOf(steps[i]!.outputShape);
      pass.writer.emit('Gate', { y: node.gate.y, gradient, count: pass.count * size, slope: node.gate.slope });
    }
    const spare = places.gradients[0] === gradient ? places.gradients[1] : places.gradients[0];
    const before = i > first ? nodes[i - 1]! : null;
    const passed = node.backward(pass, { gradient, spare, wanted: i > first, gate: before?.gate ?? null });
    gradient = passed.gradient;
    gated = passed.gated;
  }
}

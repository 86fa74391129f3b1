import { imageBytes } from '@/dataset/image-size';
import type { PreparedData } from '@/dataset/types';
import { isNumberTask } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { sizeOf } from '@/experiment/network/shape';
import { type Address, Arena, PAGE_BYTES } from './arena';
import { type InspectionPlan, planInspection } from './inspection/inspection';
import type { Node, PlanContext } from './nodes/node';
import { type Places, placeRest, type Sizes } from './places';
import type { Program } from './program';
import { inferenceProgram, type Laid, type TrainingProgram, trainingProgram } from './programs';
import { largestShare, type Share, WHOLE } from './shares';
import { stepsOf } from './stack';
import type { ListedStep } from './steps';
import { placeSums } from './updates';
import { placeWeights, type WeightPlace } from './weights';

/** Images of one inference pass, where the batch is not larger anyway. */
const INFERENCE_BATCH = 128;

/** Activations of an inference pass may take so many bytes more than a small batch needs. */
const INFERENCE_BYTES = 2 ** 26;

/** A network planned: memory laid out, programs ready to be written for any number of examples. */
export interface Plan {
  places: Places;
  weights: WeightPlace[];
  /** Positions in the stack of the layers that need a dropout key each step. */
  dropouts: number[];
  threads: number;
  share: Share;
  longestRun: number;
  outputs: number;
  imageBytes: number;
  /** Most images of a step, those of other shares included. */
  batchSize: number;
  inferenceBatch: number;
  /** Memory needed, in bytes (whole pages), and the tensors in it. */
  bytes: number;
  tensors: number;
  /** A step on the share of `whole` images: those at `indices` of the data set, or staged ones with the targets at `indices`. */
  trainingProgram(whole: number, staged: boolean): TrainingProgram;
  /** Logits of the first `count` images at `indices` of the data set, or of the staged ones. They are left at `logits`. */
  inferenceProgram(count: number, staged: boolean): Program;
  logits: Address;
  inspection: InspectionPlan;
}

/** What a plan needs to know of the machine. */
export interface Machine {
  threads: number;
  /** The part of each batch that this network is for; all of it where nothing is said. */
  share?: Share;
  /** Bytes of scratch per thread, asked of the kernels. */
  scratchBytes(longestRun: number): number;
}

/** Lays an Experiment's network out for a data set. Throws an Error where the stack is wrong. */
export function planNetwork(experiment: Experiment, data: PreparedData, machine: Machine): Plan {
  const { threads, share = WHOLE } = machine;
  const steps = stepsOf(experiment);
  const { training } = experiment;
  const batchSize = largestShare(training.batchSize, share);
  const sizes = { batchSize, inferenceBatch: inferenceBatchOf(steps, batchSize), imageBytes: imageBytes(data) };
  const arena = new Arena();
  const { nodes, batch, dropoutKeys, dropouts, shared } = placeNodes(experiment, steps, sizes, { threads, share }, arena);
  const { offset, factor } = data;
  const weights = shared.weights.all;
  const inspection = planInspection(experiment, { arena, context: shared, imageBytes: sizes.imageBytes, scaling: { offset, factor } });
  const longestRun = shared.longestRun();
  const widest = Math.max(sizes.imageBytes, ...steps.map((step) => sizeOf(step.outputShape)));
  const scratchStride = machine.scratchBytes(longestRun);
  const scratch = arena.bytes(threads * scratchStride);
  const sums = placeSums(training, weights, threads, arena);
  const places: Places = { ...placeRest(data, sizes, widest, arena), ...sums, batch, dropoutKeys, scratch, scratchStride };
  const outputs = steps.at(-1)!.outputShape[0]!;
  const laid: Laid = {
    steps,
    nodes,
    places,
    weights,
    training,
    threads,
    share,
    imageBytes: sizes.imageBytes,
    outputs,
    offset,
    factor,
    rows: data.table !== undefined,
    isNumber: isNumberTask(experiment.data),
  };
  // All have the room of the longest one: a late thread may still look for a place of one program in another (kernels/threads/crew.ts).
  const longest = [trainingProgram(laid, training.batchSize, false), inspection.program(inspection.capacity, { from: 'logits' })];
  const byteLength = Math.max(...longest.map(({ words }) => words.byteLength));
  places.programs = [arena.bytes(byteLength), arena.bytes(byteLength), arena.bytes(byteLength)];
  return {
    ...sizes,
    batchSize: training.batchSize,
    places,
    weights,
    dropouts,
    threads,
    share,
    longestRun,
    outputs,
    bytes: Math.ceil(arena.size / PAGE_BYTES) * PAGE_BYTES,
    tensors: arena.pieces,
    trainingProgram: (whole, staged) => trainingProgram(laid, whole, staged),
    inferenceProgram: (count, staged) => inferenceProgram(laid, count, staged),
    logits: nodes.at(-1)!.output,
    inspection,
  };
}

/** Places the weights and every node's tensors. */
function placeNodes(
  experiment: Experiment,
  steps: readonly ListedStep[],
  sizes: Sizes,
  { threads, share }: Required<Omit<Machine, 'scratchBytes'>>,
  arena: Arena,
) {
  const capacity = Math.max(sizes.batchSize, sizes.inferenceBatch);
  const dropoutKeys = arena.floats(layersOf(experiment).length + 1);
  const weights = placeWeights(experiment, arena, share);
  const batch = arena.floats(capacity * sizes.imageBytes);
  const dropouts: number[] = [];
  let longestRun = 1;
  const context: PlanContext = {
    arena,
    capacity,
    batchSize: sizes.batchSize,
    threads,
    weights,
    dropoutKey: (position) => {
      dropouts.push(position);
      return dropoutKeys + 4 * position;
    },
    noteRun: (floats) => {
      longestRun = Math.max(longestRun, floats);
    },
  };
  const nodes: Node[] = [];
  for (const step of steps) {
    const before = nodes.at(-1) ?? null;
    nodes.push(step.plan({ input: before?.output ?? batch, before, slope: step.slope }, context));
  }
  const shared = { threads, weights, noteRun: context.noteRun, longestRun: () => longestRun };
  return { nodes, batch, dropoutKeys, dropouts, shared };
}

/** Images an inference pass takes at once: many where that is cheap in memory, else as many as a training step. */
function inferenceBatchOf(steps: readonly ListedStep[], batchSize: number): number {
  const perImage = 4 * steps.reduce((sum, step) => sum + sizeOf(step.outputShape) + (step.keptFloats ?? 0), 0);
  const affordable = Math.floor(INFERENCE_BYTES / perImage);
  return Math.max(batchSize, Math.min(INFERENCE_BATCH, affordable));
}

/** For people: "2 threads". */
export const threadsInWords = (threads: number): string => `${threads} thread${threads === 1 ? '' : 's'}`;

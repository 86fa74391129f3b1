import type { Optimizer, TrainingSpec } from '@/experiment/training/types';
import type { Address, Arena } from './arena';
import { wasmOptimizer } from './optimizers';
import type { ProgramWriter, UpdateOperands } from './program';
import type { WeightPlace } from './weights';

/** Numbers that an optimizer needs anew each step, at most. */
export const SCALARS = 3;

const NO_CONSTANTS = { first: 0, second: 0, epsilon: 0, nesterov: 0 };

const DOUBLE = 8;
const FLOAT = 4;

/**
 * Writes the numbers that an optimizer needs anew each step to `floats`, from `at` on, in the order that its kernel says: the learning rate
 * with whatever else is the same for all weights. `updates` counts them, this one included.
 */
export function writeScalars(floats: Float32Array, at: number, optimizer: Optimizer, learningRate: number, updates: number): void {
  floats[at] = learningRate;
  wasmOptimizer(optimizer).writeScalars?.({ floats, at }, optimizer, learningRate, updates);
}

/** Where sums over the weights go. Every array has its own, since threads may be at work on several arrays at once. */
export interface SumPlaces {
  /** L1 / L2 terms: a double for each part of each array that has any; `penaltyCount` in all. */
  penalties: Address;
  penaltyCount: number;
  /** Squares of gradients, a double for each part of each array, and what the norms say that gradients are to be multiplied by. */
  squares: Address;
  scales: Address;
}

const isPenalized = ({ spec }: WeightPlace): boolean => spec.trainable && (spec.l1 !== 0 || spec.l2 !== 0);

/** Reserves the sums that this kind of training needs. */
export function placeSums({ clipping }: TrainingSpec, weights: WeightPlace[], threads: number, arena: Arena): SumPlaces {
  const penaltyCount = weights.filter(isPenalized).length * threads;
  const arrays = clipping.kind === 'none' ? 0 : weights.filter((place) => place.spec.trainable).length;
  return {
    penalties: arena.bytes(penaltyCount * DOUBLE),
    penaltyCount,
    squares: arena.bytes(arrays * threads * DOUBLE),
    scales: arena.floats(arrays),
  };
}

/** What updates are written from. */
export interface UpdateContext {
  training: TrainingSpec;
  weights: WeightPlace[];
  threads: number;
  places: SumPlaces & { scalars: Address };
}

/** A trainable array with the places of its sums; 0 for those that it does not need. */
interface Trainable extends WeightPlace {
  penalties: Address;
  squares: Address;
  /** What the update multiplies the gradient by. */
  scale: Address;
}

/** Writes the update of every trainable weight, its gradient clipped before where that is asked for. */
export function emitUpdates(writer: ProgramWriter, context: UpdateContext): void {
  const { training, places } = context;
  const trainable = trainableOf(context);
  const clips = training.clipping.kind !== 'none';
  if (clips) emitClipping(writer, context, trainable);
  const { operation, constants } = wasmOptimizer(training.optimizer);
  const shared = { ...NO_CONSTANTS, ...constants?.(training.optimizer), scalars: places.scalars };
  // None reads what another writes, so only the last ends in a barrier.
  trainable.forEach((place, index) => {
    const source = clips ? { parts: 0, l1: 0, l2: 0 } : { parts: place.parts, l1: place.spec.l1, l2: place.spec.l2 };
    const operands: UpdateOperands = { ...arrayOf(place), ...source, ...shared, ...slotsOf(place), scale: place.scale };
    writer.emit(operation, operands, index < trainable.length - 1);
  });
}

function trainableOf({ weights, threads, places, training }: UpdateContext): Trainable[] {
  const { kind } = training.clipping;
  const row = threads * DOUBLE;
  let penalized = 0;
  return weights
    .filter(({ spec }) => spec.trainable)
    .map((place, index) => ({
      ...place,
      penalties: isPenalized(place) ? places.penalties + row * penalized++ : 0,
      squares: kind === 'norm' || kind === 'globalNorm' ? places.squares + row * index : 0,
      scale: places.scales + (kind === 'norm' ? FLOAT * index : 0),
    }));
}

const arrayOf = ({ address, firstPart, partStride, size, penalties }: Trainable) => ({
  weights: address,
  gradient: firstPart,
  partStride,
  count: size,
  penalties,
});

const slotsOf = ({ slots }: WeightPlace) => ({ slot0: slots[0] ?? 0, slot1: slots[1] ?? 0 });

/**
 * Writes what makes gradients whole and finds what they are to be multiplied by: a pass over each array, which holds each number within its
 * limit or sums the squares, and the norms' scales. Clipping each number leaves nothing to scale: its one norm is that of no squares, 0, and
 * its scale 1.
 */
function emitClipping(writer: ProgramWriter, { training, threads, places }: UpdateContext, trainable: Trainable[]): void {
  const { clipping } = training;
  if (clipping.kind === 'none') return;
  const bound = clipping.kind === 'value' ? clipping.limit : 0;
  for (const place of trainable) {
    const { parts, spec, squares } = place;
    writer.emit('Collect', { ...arrayOf(place), parts, l1: spec.l1, l2: spec.l2, limit: bound, squares }, place !== trainable.at(-1));
  }
  const perArray = clipping.kind === 'norm';
  const length = perArray ? threads : clipping.kind === 'globalNorm' ? threads * trainable.length : 0;
  const norms = { squares: places.squares, length, count: perArray ? trainable.length : 1 };
  writer.emit('LimitNorms', { ...norms, limit: clipping.limit, scales: places.scales });
}

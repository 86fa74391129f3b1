import * as v from 'valibot';
import type { NetworkState } from '@/run/types';
import type { Checkpoint, SavedCheckpoint } from '@/storage/types';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const floats = v.array(v.instance(Float32Array));
/** Weights that are no numbers are no checkpoint: none is ever written, so something damaged them. */
const finiteFloats = v.pipe(
  floats,
  v.check((arrays) => arrays.every((values) => values.every(Number.isFinite)), 'finite numbers'),
);
/** A sum of squares may overflow while the weights stay finite, so infinity is let through: NaN would spread to the weights with the next step. */
const slotFloats = v.pipe(
  floats,
  v.check((arrays) => arrays.every((values) => !values.some(Number.isNaN)), 'numbers'),
);
const stateSchema = v.object({ weights: finiteFloats, slots: v.array(slotFloats), updates: count });
const checkpointSchema = v.object({ epoch: count, step: count, state: stateSchema });

const savedCheckpointSchema: v.GenericSchema<unknown, SavedCheckpoint> = v.object({
  ...checkpointSchema.entries,
  savedAt: v.pipe(v.number(), v.finite()),
  best: v.nullable(checkpointSchema),
});

/** A stored checkpoint, or `null` where the row is damaged. */
export function readCheckpoint(row: unknown): SavedCheckpoint | null {
  const parsed = v.safeParse(savedCheckpointSchema, row);
  return parsed.success ? parsed.output : null;
}

/** A checkpoint row whose arrays are all copies, each in a buffer of its own: what the caller does to its arrays later changes nothing. */
export function checkpointRow(current: Checkpoint, best: Checkpoint | null, savedAt: number): SavedCheckpoint {
  return { ...copyCheckpoint(current), savedAt, best: best && copyCheckpoint(best) };
}

function copyCheckpoint({ epoch, step, state }: Checkpoint): Checkpoint {
  return { epoch, step, state: copyState(state) };
}

function copyState({ weights, slots, updates }: NetworkState): NetworkState {
  return { weights: weights.map(copy), slots: slots.map((slot) => slot.map(copy)), updates };
}

function copy(values: Float32Array): Float32Array {
  return values.slice();
}

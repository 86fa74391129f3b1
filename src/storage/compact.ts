import type { NetworkState } from '@/run/types';
import type { Checkpoint, SavedCheckpoint } from './types';

/**
 * Bytes in a buffer of their own. Structured clone, and so IndexedDB, copies the whole buffer behind a view: a few bytes out of a large
 * buffer would be stored as all of it.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
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

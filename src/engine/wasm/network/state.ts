import type { NetworkState } from '@/engine/engine';
import type { Plan } from '@/engine/wasm/plan';
import type { WeightPlace } from '@/engine/wasm/weights';

/** `size` floats of linear memory from the byte `address` on. */
export const viewOf = (floats: Float32Array, address: number, size: number): Float32Array =>
  floats.subarray(address / 4, address / 4 + size);

const trainableOf = ({ weights }: Plan): WeightPlace[] => weights.filter(({ spec }) => spec.trainable);

/** Copies of the weights that lie in linear memory. */
export const readWeights = ({ weights }: Plan, floats: Float32Array): Float32Array[] =>
  weights.map(({ address, size }) => viewOf(floats, address, size).slice());

/** A copy of the weights and of the optimizer's slots that lie in linear memory. */
export function readState(plan: Plan, floats: Float32Array, updates: number): NetworkState {
  const copy = (address: number, size: number) => viewOf(floats, address, size).slice();
  const trainable = trainableOf(plan);
  const slotCount = trainable[0]?.slots.length ?? 0;
  return {
    weights: readWeights(plan, floats),
    slots: Array.from({ length: slotCount }, (_, slot) => trainable.map((place) => copy(place.slots[slot]!, place.size))),
    updates,
  };
}

/** Puts a state into linear memory. Throws a RangeError, before anything is written, where it does not fit. */
export function writeState(plan: Plan, floats: Float32Array, state: NetworkState): void {
  checkState(plan, state);
  for (const { address, values } of wantedArrays(plan, state)) floats.set(values!, address / 4);
}

/** Throws a RangeError where a state does not fit. */
export function checkState(plan: Plan, state: NetworkState): void {
  for (const { size, values } of wantedArrays(plan, state)) {
    if (values?.length !== size)
      throw new RangeError(`The state does not fit: an array of ${values?.length ?? 0} numbers instead of ${size}.`);
  }
}

/** Every array that a state has to have, and what it has. */
function wantedArrays(plan: Plan, state: NetworkState) {
  return [
    ...plan.weights.map((place, index) => ({ address: place.address, size: place.size, values: state.weights[index] })),
    ...trainableOf(plan).flatMap((place, index) =>
      place.slots.map((address, slot) => ({ address, size: place.size, values: state.slots[slot]?.[index] })),
    ),
  ];
}

/** What regularization adds to the loss: for each array, l1 times the sum of |w| plus l2 times the sum of w squared. */
export const penaltyOf = ({ weights }: Plan, floats: Float32Array): number =>
  weights.reduce((total, place) => total + penaltyOfArray(place, viewOf(floats, place.address, place.size)), 0);

function penaltyOfArray({ spec: { l1, l2 } }: WeightPlace, values: Float32Array): number {
  if (l1 === 0 && l2 === 0) return 0;
  let sum = 0;
  for (const w of values) sum += l1 * Math.abs(w) + l2 * w * w;
  return sum;
}

import { keep, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { NetworkState } from '@/engine/engine';
import { sizeOf } from '@/experiment/network/shape';
import type { WeightSpec } from '@/experiment/network/types';

/** A network's state on the device: weights by place; for each weight its slots (none where it is not trained). */
export interface DeviceState {
  weights: Tensor[];
  slots: Tensor[][];
  updates: number;
}

/** Throws a RangeError where a state does not fit a network of these weights and `slotCount` memories for each trained one. */
export function checkState(state: NetworkState, specs: readonly WeightSpec[], slotCount: number): void {
  const trained = specs.filter((spec) => spec.trainable);
  checkSizes('weights', state.weights, specs);
  if (state.slots.length !== slotCount)
    throw new RangeError(`The state has ${state.slots.length} optimizer slots; this network needs ${slotCount}.`);
  for (const slot of state.slots) checkSizes('optimizer memories', slot, trained);
}

function checkSizes(what: string, arrays: readonly Float32Array[], specs: readonly WeightSpec[]): void {
  if (arrays.length !== specs.length) throw new RangeError(`The state has ${arrays.length} ${what}; this network needs ${specs.length}.`);
  for (const [i, spec] of specs.entries()) {
    const size = sizeOf(spec.shape);
    if (arrays[i]!.length !== size)
      throw new RangeError(`The ${what} of ${spec.layer} (${spec.name}) are ${arrays[i]!.length} numbers; this network needs ${size}.`);
  }
}

/** Copies a checked state to the device. The arrays are copied, since the cpu backend would otherwise compute in them. */
export function uploadState(state: NetworkState, specs: readonly WeightSpec[]): DeviceState {
  const upload = (values: Float32Array, spec: WeightSpec) => keep(tensor(values.slice(), [...spec.shape]));
  let trained = -1;
  const slots = specs.map((spec) => {
    if (!spec.trainable) return [];
    trained++;
    return state.slots.map((slot) => upload(slot[trained]!, spec));
  });
  return { weights: specs.map((spec, i) => upload(state.weights[i]!, spec)), slots, updates: state.updates };
}

/** Copies a state from the device. */
export async function downloadState(state: DeviceState, slotCount: number): Promise<NetworkState> {
  const read = async (tensors: readonly Tensor[]) =>
    Promise.all(tensors.map(async (each) => Float32Array.from((await each.data()) as Float32Array)));
  const trained = state.slots.filter((slots) => slots.length > 0);
  const places = Array.from({ length: slotCount }, (_, slot) => trained.map((slots) => slots[slot]!));
  const updates = state.updates;
  const [weights, ...slots] = await Promise.all([read(state.weights), ...places.map(read)]);
  return { weights: weights!, slots, updates };
}

export function disposeState(state: DeviceState): void {
  for (const each of [...state.weights, ...state.slots.flat()]) each.dispose();
}

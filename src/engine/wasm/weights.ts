import type { Experiment } from '@/experiment/experiment';
import { weightSpecs } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';
import type { WeightSpec } from '@/experiment/network/types';
import { slotNames } from '@/experiment/training/optimizers';
import { type Address, type Arena, wholeLines } from './arena';
import type { Share } from './shares';

/** One weight array in memory. */
export interface WeightPlace {
  spec: WeightSpec;
  size: number;
  address: Address;
  /** The optimizer's memories, in slotNames' order; empty where not trainable. */
  slots: Address[];
  /** Where its gradient is written: that of this network's own images, the first of its parts. */
  gradient: Address;
  /** Its whole gradient: the sum of `parts` arrays from `firstPart` on, `partStride` bytes apart, those of other shares of the batch included. */
  firstPart: Address;
  parts: number;
  partStride: number;
}

/** All weight arrays of a network, in weightSpecs' order. */
export interface WeightPlaces {
  all: WeightPlace[];
  /** The array of that name of the layer with that id; `undefined` where it has none. */
  find(layer: string, name: WeightSpec['name']): WeightPlace | undefined;
  /** Reserves the gradients of a layer, once for each of `parts` threads that sum on their own; a second time changes nothing. */
  reserveGradients(layer: string, parts: number): void;
}

/** Reserves weights and optimizer memories, and room for the gradients of every share of the batch. */
export function placeWeights(experiment: Experiment, arena: Arena, share: Share): WeightPlaces {
  const slots = slotNames(experiment.training.optimizer);
  const all = weightSpecs(experiment).map((spec): WeightPlace => {
    const size = sizeOf(spec.shape);
    return {
      spec,
      size,
      address: arena.floats(size),
      slots: spec.trainable ? slots.map(() => arena.floats(size)) : [],
      gradient: 0,
      firstPart: 0,
      parts: 1,
      partStride: 0,
    };
  });
  return {
    all,
    find: (layer, name) => all.find((place) => place.spec.layer === layer && place.spec.name === name),
    reserveGradients(layer, parts) {
      const places = all.filter((place) => place.spec.layer === layer && place.spec.trainable);
      if (places.some((place) => place.gradient !== 0)) return;
      const partStride = places.reduce((sum, place) => sum + wholeLines(4 * place.size), 0);
      let address = arena.bytes(share.count * parts * partStride);
      const own = share.index * parts * partStride;
      for (const place of places) {
        Object.assign(place, { gradient: address + own, firstPart: address, parts: share.count * parts, partStride });
        address += wholeLines(4 * place.size);
      }
    },
  };
}

/** The weight that a layer must have. */
export function required(weights: WeightPlaces, layer: string, name: WeightSpec['name']): WeightPlace {
  const place = weights.find(layer, name);
  if (!place) throw new Error(`Layer ${layer} has no ${name}.`);
  return place;
}

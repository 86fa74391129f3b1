import { createStore } from 'zustand/vanilla';
import type { EvaluationSet } from '@/run/types';

/** An image of a set that a person wants to see on the map. */
export interface ImageToFind {
  set: EvaluationSet;
  /** Position in the prepared data. */
  index: number;
  pixels: Uint8Array;
}

export const mapStore = createStore<{ wanted: ImageToFind | null }>(() => ({ wanted: null }));

/** Shows in the view "Map" where an image lies; the page goes there. */
export const findOnMap = (wanted: ImageToFind): void => mapStore.setState({ wanted });

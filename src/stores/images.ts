import { createStore } from 'zustand/vanilla';
import { ALL_IMAGES, type ImageFilter, type ImageOrder } from '@/metrics/image-filter';
import type { EvaluationSet, SamplePrediction } from '@/run/types';
import type { SetPredictions } from './types';

/** Which images of the shown run are looked at. */
export interface ImagesRequest {
  set: EvaluationSet;
  filter: ImageFilter;
  order: ImageOrder;
  /** Of two classes, the second one is predicted above this probability; `null` for the most likely class. */
  threshold: number | null;
  /** The model's answers to the set, where they are there already; otherwise they are asked for. */
  predictions: SetPredictions | null;
  /** One image, to be opened at once. */
  single: SamplePrediction | null;
}

export const imagesStore = createStore<{ request: ImagesRequest | null }>(() => ({ request: null }));

/** Which images of a set: what is left out of `filter` lets every image through. */
export interface ImagesQuery extends Partial<Pick<ImagesRequest, 'order' | 'threshold'>> {
  filter?: Partial<ImageFilter>;
}

/** Opens the images behind a number. */
export function openImages({
  set,
  filter = {},
  ...rest
}: ImagesQuery & Pick<ImagesRequest, 'set'> & Partial<Pick<ImagesRequest, 'predictions' | 'single'>>): void {
  const defaults = { order: 'confident', threshold: null, predictions: null, single: null } as const;
  imagesStore.setState({ request: { ...defaults, ...rest, set, filter: { ...ALL_IMAGES, ...filter } } });
}

/** Closes the images behind a number. */
export const closeImages = (): void => imagesStore.setState({ request: null });

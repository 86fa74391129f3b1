import { createStore } from 'zustand/vanilla';
import type { Experiment } from '@/experiment/experiment';
import { ALL_IMAGES, type ImageFilter, type ImageOrder } from '@/metrics/image-filter';
import type { EvaluationSet, SamplePrediction } from '@/run/types';
import type { ImageAnswers } from './types';

/** Which images of the shown run are looked at. */
export interface ImagesRequest {
  set: EvaluationSet | 'training';
  filter: ImageFilter;
  order: ImageOrder;
  /** Of two classes, the second one is predicted above this probability; `null` for the most likely class. */
  threshold: number | null;
  /** The model's answers to the set, where they are there already; otherwise they are asked for. */
  predictions: ImageAnswers | null;
  /** One image, to be opened at once. */
  single: SamplePrediction | null;
}

/** Which training images of a design are looked at, as they are labelled: no model is asked. */
export interface LabelsRequest {
  experiment: Experiment;
  /** A bar counts the images of a label of the data set, or of an answer of the task. */
  by: 'label' | 'answer';
  /** The class of the bar. */
  chosen: number;
}

interface ImagesState {
  request: ImagesRequest | null;
  labels: LabelsRequest | null;
}

export const imagesStore = createStore<ImagesState>(() => ({ request: null, labels: null }));

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

/** Opens the training images behind a bar of class counts. */
export const openLabels = (labels: LabelsRequest): void => imagesStore.setState({ labels });

/** Closes the images behind a number. */
export const closeImages = (): void => imagesStore.setState({ request: null });

/** Closes the training images behind a bar. The other dialog may have been opened from there. */
export const closeLabels = (): void => imagesStore.setState({ labels: null });

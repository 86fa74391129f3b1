import type { ReactNode } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import type { ImageFilter, ImageOrder } from '@/metrics/image-filter';
import type { ImagesRequest } from '@/stores/images';
import type { ImageAnswers } from '@/stores/types';
import type { FetchPixels } from '@/ui/pictures/use-pixels';
import type { NeighbourSearch } from './detail/neighbours';
import type { ShownImage } from './types';

export interface ImagesDialogProps {
  /** Which images are meant; `null` while the dialog is closed. */
  request: ImagesRequest | null;
  /** The model's answers to the whole set; `null` while there are none. */
  predictions: ImageAnswers | null;
  /** How many of how many images were asked so far; `null` where that is not known. */
  progress: { done: number; total: number } | null;
  /** Why there are no answers. */
  error: string | null;
  /** Of the training, in words; empty for a model without epochs. */
  moment: string;
  /** Names of the run's classes. */
  classNames: readonly string[];
  /** Images in the training file: positions from here on are in the test file. */
  trainCount: number;
  imageShape: ItemShape;
  fetch: FetchPixels;
  search: NeighbourSearch;
  /** Stands beside an image that is open: why the model answered so. */
  why(image: ShownImage, bytes: Uint8Array): ReactNode;
  /** Asks for the answers (again). */
  onAsk(): void;
  onClose(): void;
}

/** What a person chose since the dialog was opened. */
export interface ImagesView {
  filter: ImageFilter;
  order: ImageOrder;
  /** The place in the list of the tab stop, or of the image that is open. */
  at: number;
  mode: 'wall' | 'image' | 'single';
  /** Whether the focus is on the wall. */
  focused: boolean;
}

/** What the dialog shows first: the one image that was asked for, or all that the filter lets through. */
export const initialView = ({ filter, order, single }: ImagesRequest): ImagesView => ({
  filter,
  order,
  at: 0,
  mode: single ? 'single' : 'wall',
  focused: false,
});

import { tableOf } from '@/experiment/data/datasets';
import type { DataSpec, Task } from '@/experiment/data/types';

/** What the items of a data set are called in a program. */
export interface ItemNames {
  /** Variables that hold some of them, and words. */
  items: 'images' | 'rows';
  /** The attribute of `data` that holds all of them. */
  array: 'pixels' | 'inputs';
}

const IMAGES: ItemNames = { items: 'images', array: 'pixels' };
const ROWS: ItemNames = { items: 'rows', array: 'inputs' };

export const itemNames = ({ dataset }: Pick<DataSpec, 'dataset'>): ItemNames => (tableOf(dataset) ? ROWS : IMAGES);

/** Whether a task takes every item. */
export const leavesNoneOut = ({ kind }: Task): boolean => kind === 'classes' || kind === 'number';

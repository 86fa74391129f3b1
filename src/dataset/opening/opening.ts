import type { LabelledImages } from '@/dataset/types';
import type { ItemShape } from '@/experiment/data/item-shape';

/** A file that was opened: where it lay in its folder or archive, and its bytes, unpacked. */
export interface OpenedFile {
  path: string;
  bytes: Uint8Array;
}

/** Images that were read from files. Labels are positions in `classNames`. */
export interface ReadImages {
  /** What the set may be called. */
  name: string;
  itemShape: ItemShape;
  classNames: string[];
  train: LabelledImages;
  /** Empty where the files have no test images. */
  test: LabelledImages;
  /** What was left out or changed, and why, in sentences. */
  notes: string[];
}

/** Why files cannot be used, for the person who opened them. */
export class OpeningError extends Error {
  override readonly name = 'OpeningError';
}

/** The last part of a path. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a path or name says that its images are for the test. */
export const isTestName = (path: string): boolean => /(^|[^a-z])(t10k|t50k|test(ing)?|valid(ation)?|val)([^a-z]|$)/i.test(path);

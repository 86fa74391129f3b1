import type { LabelledImages } from '@/dataset/types';
import type { ItemShape } from '@/experiment/data/item-shape';

/** A file that was opened: where it lay in its folder or archive, and its bytes, unpacked. */
export interface OpenedFile {
  path: string;
  bytes: Uint8Array;
}

/** Images that were read from files. Labels are positions in `classNames`. */
export interface ReadImages {
  /** What the set may be called; empty where the files do not say it. */
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

/** More names than this are counted, not listed. */
const MOST_NAMES = 4;

/** A note on files that were left out for one reason, in words; none where there are none. */
export function leftOut(files: readonly { path: string }[], why: string): string[] {
  if (files.length === 0) return [];
  const names = files.slice(0, MOST_NAMES).map(({ path }) => `“${fileName(path)}”`);
  const more = files.length > MOST_NAMES ? ` and ${files.length - MOST_NAMES} more` : '';
  return [`${names.join(', ')}${more} ${files.length === 1 ? 'was' : 'were'} left out: ${why}.`];
}

/** The last part of a path. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a path or name says that its images are for the test. */
export const isTestName = (path: string): boolean => /(^|[^a-z])(t10k|t50k|test(ing)?|valid(ation)?|val)([^a-z]|$)/i.test(path);

import type { ItemShape } from './item-shape.ts';
import type { TableInfo } from './table.ts';

/** Where the images of a data set come from. */
export type DatasetOrigin =
  /**
   * From files. `hosts` are the web origins, besides the page's own, that its manifest names; the content security policy allows them. `credit`: who made
   * it, and under which license.
   */
  | { kind: 'downloaded'; hosts: readonly string[]; credit: string }
  /** Computed in the worker. */
  | { kind: 'generated' }
  /** Opened by the person, from files of these names. */
  | { kind: 'opened'; files: readonly string[] };

/** What is known of a data set before its images are here. */
export interface DatasetInfo {
  name: string;
  itemShape: ItemShape;
  /** In label order. */
  classNames: readonly string[];
  /** The same names for narrow places. */
  shortClassNames: readonly string[];
  /** Images of its two sets, spread evenly over the classes. */
  counts: { readonly train: number; readonly test: number };
  origin: DatasetOrigin;
  /** What a person draws for it, such as "a garment"; "something" where that is not said. */
  drawn?: string;
  /** Whether its images are of lines, so that an outline is all that is to be drawn. */
  ofLines?: boolean;
  /** What people have to know of it, in a sentence. */
  note?: string;
  /** The columns where it is a table; absent where it is images. A table whose target is a number has one label, named after the target. */
  table?: TableInfo;
  /** What a task starts from when it is chosen. Numbers are labels. */
  examples: {
    readonly groups: readonly { readonly name: string; readonly classes: readonly number[] }[];
    readonly pair: readonly [number, number];
  };
}

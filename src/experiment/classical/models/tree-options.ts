import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';

/** The options of a single tree; a `maxDepth` of `null` is without limit. */
export const TREE_OPTIONS = { maxDepth: v.nullable(v.number()), minSamplesLeaf: number };

/** Their fields, for trees that learn from images or from rows. */
export const treeFields = (item: 'image' | 'row'): readonly Field[] => [
  {
    name: 'maxDepth',
    label: 'maximum depth',
    help: 'How many questions in a row a tree may ask. Empty means as many as it takes.',
    type: 'integer',
    min: 1,
    max: 1000,
    optional: 'no limit',
    emptyIsMost: true,
  },
  {
    name: 'minSamplesLeaf',
    label: `${item}s per leaf`,
    help: `A split has to leave at least so many training ${item}s on either side; more keeps a tree from learning single ${item}s by heart.`,
    type: 'integer',
    min: 1,
    max: 10_000,
  },
];

import * as v from 'valibot';
import { keysOf, schemaOf } from '@/experiment/choice';
import { label, number } from '@/experiment/schema-parts';
import { AUGMENTATION_MODES, AUGMENTATIONS } from './augmentations';
import { DATASET_IDS } from './datasets';
import { SCALINGS, SPLITS } from './splits';
import { TASKS } from './tasks';
import type { DataSpec } from './types';

const augmentation = v.object({
  steps: v.pipe(v.array(schemaOf(AUGMENTATIONS)), v.maxLength(20)),
  mode: v.picklist(keysOf(AUGMENTATION_MODES)),
  classes: v.nullable(v.pipe(v.array(label), v.maxLength(20))),
});

const stored = v.object({
  dataset: v.picklist(DATASET_IDS),
  task: v.optional(schemaOf(TASKS), { kind: 'classes' }),
  split: schemaOf(SPLITS),
  scaling: v.optional(v.picklist(keysOf(SCALINGS)), 'unit'),
  trainSize: v.optional(v.nullable(v.number()), null),
  labelNoise: v.optional(number, 0),
  labelNoiseRule: v.optional(v.picklist(['exactShare', 'eachImage'])),
  augmentation: v.optional(augmentation, () => ({ steps: [], mode: 'inPlace' as const, classes: null })),
});

/** The data part of an Experiment from outside. What earlier versions did not offer is optional, and was always as the defaults here say. */
export const dataSchema = v.pipe(
  stored,
  v.transform((data): DataSpec => {
    // Earlier versions drew for each image by itself; without noise that makes no difference.
    const { labelNoiseRule = data.labelNoise === 0 ? 'exactShare' : 'eachImage' } = data;
    return { ...data, labelNoiseRule };
  }),
);

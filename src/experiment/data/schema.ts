import * as v from 'valibot';
import { label, number } from '@/experiment/schema-parts';
import { DATASET_IDS } from './datasets';
import type { DataSpec } from './types';

const labels = v.pipe(v.array(label), v.maxLength(20));
const group = v.object({ name: v.pipe(v.string(), v.maxLength(60)), classes: labels });

const task = v.variant('kind', [
  v.object({ kind: v.literal('classes') }),
  v.object({ kind: v.literal('groups'), groups: v.pipe(v.array(group), v.maxLength(20)) }),
  v.object({ kind: v.literal('pair'), classes: v.strictTuple([label, label]) }),
]);

const divided = { stratified: v.boolean(), validationIsTest: v.optional(v.boolean(), false) };

const split = v.variant('kind', [
  v.object({ kind: v.literal('official'), validationShare: number, ...divided }),
  v.object({
    kind: v.literal('pooled'),
    sizes: v.optional(v.picklist(['shares', 'counts']), 'shares'),
    train: number,
    validation: number,
    test: number,
    ...divided,
  }),
]);

const probability = number;
const step = v.variant('kind', [
  v.object({ kind: v.literal('flipLeftRight'), probability }),
  v.object({ kind: v.literal('flipUpDown'), probability }),
  v.object({ kind: v.literal('rotation'), probability, degrees: number }),
  v.object({ kind: v.literal('zoom'), probability, share: number }),
  v.object({ kind: v.literal('shift'), probability, pixels: number }),
  v.object({ kind: v.literal('randomCrop'), probability, size: number }),
  v.object({ kind: v.literal('cutout'), probability, size: number }),
  v.object({ kind: v.literal('noise'), probability, deviation: number }),
]);

const augmentation = v.object({
  steps: v.pipe(v.array(step), v.maxLength(20)),
  mode: v.picklist(['inPlace', 'addCopies']),
  classes: v.nullable(labels),
});

const stored = v.object({
  dataset: v.picklist(DATASET_IDS),
  task: v.optional(task, { kind: 'classes' }),
  split,
  scaling: v.optional(v.picklist(['unit', 'standardized', 'none']), 'unit'),
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

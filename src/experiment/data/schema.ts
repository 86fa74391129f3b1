import * as v from 'valibot';
import { keysOf, schemaOf } from '@/experiment/choice';
import { label, number } from '@/experiment/schema-parts';
import { addedDrawingsSchema } from './added-drawings';
import { AUGMENTATION_MODES, AUGMENTATIONS } from './augmentations';
import { DATASET_IDS, type DatasetId, datasetInfo, MOST_CLASSES } from './datasets';
import { isOwn, noteEntry, type OwnEntry, ownEntrySchema, ownIdSchema } from './own';
import { SCALINGS, SPLITS } from './splits';
import { TASKS } from './tasks';
import type { DataSpec, Task } from './types';

const augmentation = v.object({
  steps: v.pipe(v.array(schemaOf(AUGMENTATIONS)), v.maxLength(20)),
  mode: v.picklist(keysOf(AUGMENTATION_MODES)),
  classes: v.nullable(v.pipe(v.array(label), v.maxLength(MOST_CLASSES))),
});

const stored = v.object({
  dataset: v.union([v.picklist(DATASET_IDS), ownIdSchema]),
  entry: v.exactOptional(ownEntrySchema),
  task: v.optional(schemaOf(TASKS), { kind: 'classes' }),
  split: schemaOf(SPLITS),
  scaling: v.optional(v.picklist(keysOf(SCALINGS)), 'unit'),
  trainSize: v.optional(v.nullable(v.number()), null),
  labelNoise: v.optional(number, 0),
  labelNoiseRule: v.optional(v.picklist(['exactShare', 'eachImage'])),
  augmentation: v.optional(augmentation, () => ({ steps: [], mode: 'inPlace' as const, classes: null })),
  drawings: v.optional(v.nullable(addedDrawingsSchema), null),
});

/** The data part of an Experiment from outside. What earlier versions did not offer is optional, and was always as the defaults here say. */
export const dataSchema = v.pipe(
  stored,
  v.check(({ dataset, entry }) => isOwn(dataset) === (entry !== undefined), 'an entry for an own data set, and only for one'),
  v.check(
    ({ dataset, entry, task, augmentation }) => labelsNamed(task, augmentation.classes).every((one) => one < classesOf(dataset, entry)),
    'labels of the data set',
  ),
  v.transform((data): DataSpec => {
    // Whoever has read it can look up its data set.
    if (isOwn(data.dataset) && data.entry) noteEntry(data.dataset, data.entry);
    // Earlier versions drew for each image by itself; without noise that makes no difference.
    const { labelNoiseRule = data.labelNoise === 0 ? 'exactShare' : 'eachImage' } = data;
    return { ...data, labelNoiseRule };
  }),
);

function labelsNamed(task: Task, augmented: readonly number[] | null): number[] {
  const asked = task.kind === 'groups' ? task.groups.flatMap(({ classes }) => classes) : task.kind === 'pair' ? task.classes : [];
  return [...asked, ...(augmented ?? [])];
}

/** How many classes a data set has; an own one may not be known before its entry is read. */
const classesOf = (dataset: DatasetId, entry: OwnEntry | undefined): number =>
  !isOwn(dataset) ? datasetInfo(dataset).classNames.length : entry ? entryClasses(entry) : 0;

/** A number to be predicted has one label. */
const entryClasses = (entry: OwnEntry): number =>
  entry.kind === 'images' ? entry.classNames.length : entry.target.kind === 'category' ? entry.target.levels.length : 1;

import * as v from 'valibot';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Labelled } from '@/experiment/data/labels';
import { hasClasses, taskKind } from './entry';

const allClasses = (_: unknown, { dataset }: Labelled): string => `all ${datasetInfo(dataset).classNames.length} classes`;

/** Each label of the data set is a class. */
export const classes = taskKind({
  title: 'All classes',
  help: 'Tell all classes of the data set apart.',
  schema: v.object({ kind: v.literal('classes') }),
  start: () => ({ kind: 'classes' as const }),
  classNames: (_, { dataset }) => [...datasetInfo(dataset).classNames],
  target: (_, label) => label,
  activation: 'softmax',
  suits: hasClasses,
  issues: () => [],
  long: allClasses,
  short: allClasses,
});

import * as v from 'valibot';
import { datasetInfo, predictsNumber, tableOf } from '@/experiment/data/datasets';
import { type Labelled, labelName } from '@/experiment/data/labels';
import { settingError } from '@/experiment/setting-issue';
import { taskKind } from './entry';

const targetName = ({ dataset }: Labelled): string => tableOf(dataset)?.target.name ?? 'number';

/** Regression: the target of a table is a number. All rows have the one label that is named after it. */
export const number = taskKind({
  title: 'Predict a number',
  help: 'Predict the number in the target column (regression).',
  schema: v.object({ kind: v.literal('number') }),
  start: () => ({ kind: 'number' as const }),
  classNames: (_, labelled) => [labelName(labelled, 0)],
  target: () => 0,
  activation: 'linear',
  suits: ({ dataset }) => predictsNumber(dataset),
  issues: (_, { dataset }) =>
    predictsNumber(dataset) ? [] : [settingError('task.kind', `${datasetInfo(dataset).name} has no number to predict.`)],
  long: (_, labelled) => `the number “${targetName(labelled)}”`,
  short: (_, labelled) => targetName(labelled),
});

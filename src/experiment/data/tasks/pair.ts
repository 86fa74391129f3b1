import * as v from 'valibot';
import { datasetInfo } from '@/experiment/data/datasets';
import { labelName, shortLabelName } from '@/experiment/data/labels';
import { label } from '@/experiment/schema-parts';
import { settingError } from '@/experiment/setting-issue';
import { hasClasses, taskKind } from './entry';

/** Two labels, the second of which is the answer 1; all others are left out. */
export const pair = taskKind({
  title: 'Two classes',
  help: 'Tell two classes apart with a single yes-or-no output; all others are left out.',
  schema: v.object({ kind: v.literal('pair'), classes: v.strictTuple([label, label]) }),
  start({ dataset }) {
    const [first, second] = datasetInfo(dataset).examples.pair;
    return { kind: 'pair' as const, classes: [first, second] as [number, number] };
  },
  classNames: (task, labelled) => task.classes.map((one) => labelName(labelled, one)),
  target: (task, one) => task.classes.indexOf(one),
  activation: 'sigmoid',
  suits: hasClasses,
  issues: ({ classes }) => (classes[0] === classes[1] ? [settingError('task.classes', 'Choose two different classes.')] : []),
  long: (task, labelled) => task.classes.map((one) => labelName(labelled, one)).join(' or '),
  short: (task, labelled) => task.classes.map((one) => shortLabelName(labelled, one)).join(' or '),
});

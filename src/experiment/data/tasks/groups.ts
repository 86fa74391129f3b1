import * as v from 'valibot';
import { type DatasetId, datasetInfo, MOST_CLASSES } from '@/experiment/data/datasets';
import { type Labelled, labelName } from '@/experiment/data/labels';
import { label } from '@/experiment/schema-parts';
import { type SettingIssue, settingError } from '@/experiment/setting-issue';
import { counted } from '@/experiment/words/numbers';
import { hasClasses, taskKind } from './entry';

/** More groups than classes cannot all have one. */
export const maxGroups = (dataset: DatasetId): number => datasetInfo(dataset).classNames.length;

/** Letters in a group's name. */
export const GROUP_NAME_LENGTH = 60;

/** Groups to start from. */
export function exampleGroups(dataset: DatasetId): Group[] {
  return datasetInfo(dataset).examples.groups.map(({ name, classes }) => ({ name, classes: [...classes] }));
}

/** The most groups, and the most labels of one, that are read from outside. */
const MOST_READ = MOST_CLASSES;

const groupSchema = v.object({
  name: v.pipe(v.string(), v.maxLength(GROUP_NAME_LENGTH)),
  classes: v.pipe(v.array(label), v.maxLength(MOST_READ)),
});

/** Labels that are one class together. */
export type Group = v.InferOutput<typeof groupSchema>;

/** Each group is a class; a label in no group is left out. */
export const groups = taskKind({
  title: 'Groups',
  help: 'Tell groups of classes apart; a class in no group is left out.',
  schema: v.object({ kind: v.literal('groups'), groups: v.pipe(v.array(groupSchema), v.maxLength(MOST_READ)) }),
  start: ({ dataset }) => ({ kind: 'groups' as const, groups: exampleGroups(dataset) }),
  classNames: (task) => task.groups.map(({ name }) => name),
  target: (task, one) => task.groups.findIndex(({ classes }) => classes.includes(one)),
  activation: 'softmax',
  suits: hasClasses,
  issues: (task, labelled) => groupsIssues(task.groups, labelled),
  long: (task) => task.groups.map(({ name, classes }) => `${name} (${classes.join(', ')})`).join(' · '),
  short: (task) => counted(task.groups.length, 'group'),
});

/** At `task.groups` and `task.groups.<i>`. */
function groupsIssues(groups: readonly Group[], labelled: Labelled): SettingIssue[] {
  const problems = groups.flatMap((_, i) => groupProblems(labelled, groups, i).map((message) => settingError(`task.groups.${i}`, message)));
  if (groups.length < 2) problems.push(settingError('task.groups', 'At least two groups are needed.'));
  const most = maxGroups(labelled.dataset);
  if (groups.length > most) problems.push(settingError('task.groups', `At most ${most} groups are possible.`));
  return problems;
}

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** What is wrong with one group, also in view of those before it. */
function groupProblems(labelled: Labelled, groups: readonly Group[], place: number): string[] {
  const group = groups[place];
  if (!group) return [];
  const before = groups.slice(0, place);
  const name = group.name.trim();
  const problems: string[] = [];
  if (name === '') problems.push(`Group ${place + 1} needs a name.`);
  else if (before.some((other) => sameName(other.name, name))) problems.push(`Two groups are called “${name}”.`);
  if (group.classes.length === 0) problems.push(`${name === '' ? `Group ${place + 1}` : `“${name}”`} has no class.`);
  return [...problems, ...sharedClasses(labelled, group, before)];
}

function sharedClasses(labelled: Labelled, group: Group, before: readonly Group[]): string[] {
  return [...new Set(group.classes)].flatMap((label) => {
    const twice = group.classes.filter((one) => one === label).length > 1;
    const other = before.find((one) => one.classes.includes(label));
    const name = labelName(labelled, label);
    if (twice) return [`${name} is in this group twice.`];
    return other ? [`${name} is also in “${other.name.trim()}”; a class can be in one group only.`] : [];
  });
}

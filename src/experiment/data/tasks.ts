import type { Choice } from '@/experiment/choice';
import { type SettingIssue, settingError } from '@/experiment/setting-issue';
import { labelName, type Question } from './classes';
import { DATASETS, type DatasetId, DEFAULT_DATASET, datasetInfo } from './datasets';
import type { Task } from './types';

/** More groups than classes cannot all have one. */
export const maxGroups = (dataset: DatasetId): number => datasetInfo(dataset).classNames.length;

/** Letters in a group's name. */
export const GROUP_NAME_LENGTH = 60;

/** Groups to start from. */
export function exampleGroups(dataset: DatasetId): Group[] {
  return datasetInfo(dataset).examples.groups.map(({ name, classes }) => ({ name, classes: [...classes] }));
}

/** The tasks, in the order in which they are offered. */
export const TASKS: { [K in Task['kind']]: Choice<Extract<Task, { kind: K }>> } = {
  classes: {
    title: 'All classes',
    help: 'Tell all classes of the data set apart.',
    defaults: { kind: 'classes' },
    fields: [],
  },
  groups: {
    title: 'Groups',
    help: 'Tell groups of garments apart; a class in no group is left out.',
    defaults: { kind: 'groups', groups: exampleGroups(DEFAULT_DATASET) },
    fields: [],
  },
  pair: {
    title: 'Two garments',
    help: 'Tell two kinds of garment apart with a single yes-or-no output; all others are left out.',
    defaults: { kind: 'pair', classes: [...DATASETS[DEFAULT_DATASET].examples.pair] },
    fields: [],
  },
};

/** What is wrong with a task: at `task.groups`, `task.groups.<i>` or `task.classes`. */
export function taskIssues(question: Question): SettingIssue[] {
  const { task } = question;
  if (task.kind === 'classes') return [];
  if (task.kind === 'pair') {
    return task.classes[0] === task.classes[1] ? [settingError('task.classes', 'Choose two different garments.')] : [];
  }
  const problems = task.groups.flatMap((_, i) =>
    groupProblems(question, task.groups, i).map((message) => settingError(`task.groups.${i}`, message)),
  );
  if (task.groups.length < 2) problems.push(settingError('task.groups', 'At least two groups are needed.'));
  const most = maxGroups(question.dataset);
  if (task.groups.length > most) problems.push(settingError('task.groups', `At most ${most} groups are possible.`));
  return problems;
}

type Group = Extract<Task, { kind: 'groups' }>['groups'][number];

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** What is wrong with one group, also in view of those before it. */
function groupProblems(question: Question, groups: Group[], place: number): string[] {
  const group = groups[place];
  if (!group) return [];
  const before = groups.slice(0, place);
  const name = group.name.trim();
  const problems: string[] = [];
  if (name === '') problems.push(`Group ${place + 1} needs a name.`);
  else if (before.some((other) => sameName(other.name, name))) problems.push(`Two groups are called “${name}”.`);
  if (group.classes.length === 0) problems.push(`${name === '' ? `Group ${place + 1}` : `“${name}”`} has no class.`);
  return [...problems, ...sharedClasses(question, group, before)];
}

function sharedClasses(question: Question, group: Group, before: Group[]): string[] {
  return [...new Set(group.classes)].flatMap((label) => {
    const twice = group.classes.filter((one) => one === label).length > 1;
    const other = before.find((one) => one.classes.includes(label));
    const name = labelName(question, label);
    if (twice) return [`${name} is in this group twice.`];
    return other ? [`${name} is also in “${other.name.trim()}”; a class can be in one group only.`] : [];
  });
}

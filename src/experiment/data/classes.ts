import { datasetInfo } from './datasets';
import type { DataSpec, Task } from './types';

/** What is asked of which data set. */
export type Question = Pick<DataSpec, 'dataset' | 'task'>;

/** The name of a label of the data set. */
export const labelName = ({ dataset }: Pick<DataSpec, 'dataset'>, label: number): string =>
  datasetInfo(dataset).classNames[label] ?? `Class ${label}`;

/** The name of a label for narrow places. */
export const shortLabelName = ({ dataset }: Pick<DataSpec, 'dataset'>, label: number): string =>
  datasetInfo(dataset).shortClassNames[label] ?? `Class ${label}`;

/** The labels of the data set: 0, 1, 2 and so on. */
export const labelsOf = ({ dataset }: Pick<DataSpec, 'dataset'>): number[] => [...datasetInfo(dataset).classNames.keys()];

/** The names of the classes that a task distinguishes, in output order. */
export function taskClassNames({ dataset, task }: Question): string[] {
  if (task.kind === 'groups') return task.groups.map((group) => group.name);
  if (task.kind === 'pair') return task.classes.map((label) => labelName({ dataset }, label));
  return [...datasetInfo(dataset).classNames];
}

/** How a task ends a network: one softmax output for each class, or one sigmoid output for a pair. */
export function taskOutput(question: Question): { units: number; activation: 'softmax' | 'sigmoid' } {
  return question.task.kind === 'pair'
    ? { units: 1, activation: 'sigmoid' }
    : { units: taskClassNames(question).length, activation: 'softmax' };
}

/** The class (output position) of a data-set label under a task, or -1 where the task leaves the label out. */
export function taskTarget(task: Task, label: number): number {
  if (task.kind === 'groups') return task.groups.findIndex((group) => group.classes.includes(label));
  if (task.kind === 'pair') return task.classes.indexOf(label);
  return label;
}

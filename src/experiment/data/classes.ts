import type { SettingIssue } from '@/experiment/setting-issue';
import { type Task, taskEntry } from './tasks';
import type { OutputActivation } from './tasks/entry';
import type { DataSpec } from './types';

/** What is asked of which data set. */
export type Question = Pick<DataSpec, 'dataset' | 'task'>;

/** The names of the classes that a task distinguishes, in output order. */
export const taskClassNames = (question: Question): string[] => taskEntry(question.task).classNames(question.task, question);

/** How a task ends a network: one softmax output for each class, one sigmoid output for two, or one linear output for a number. */
export function taskOutput(question: Question): { units: number; activation: OutputActivation } {
  const { activation } = taskEntry(question.task);
  return { units: activation === 'softmax' ? taskClassNames(question).length : 1, activation };
}

/** Whether a number is predicted (regression) instead of a class. */
export const isNumberTask = ({ task }: Pick<Question, 'task'>): boolean => taskEntry(task).activation === 'linear';

/** The class (output position) of a data-set label under a task, or -1 where the task leaves the label out. */
export const taskTarget = (task: Task, label: number): number => taskEntry(task).target(task, label);

/** What is wrong with a task: at `task.groups`, `task.groups.<i>` or `task.classes`. */
export const taskIssues = (question: Question): SettingIssue[] => taskEntry(question.task).issues(question.task, question);

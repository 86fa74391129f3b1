import type { KindChoice } from '@/experiment/choice';
import { predictsNumber } from '@/experiment/data/datasets';
import type { Labelled } from '@/experiment/data/labels';
import type { SettingIssue } from '@/experiment/setting-issue';

/** How a network ends. */
export type OutputActivation = 'softmax' | 'sigmoid' | 'linear';

/** One kind of question that can be asked of the images of a data set: which labels become which outputs. */
export interface TaskEntry<T extends { kind: string }> extends Pick<KindChoice<T>, 'title' | 'help' | 'schema'> {
  /** Its value when it is chosen. */
  start(labelled: Labelled): T;
  /** The names of the classes that it tells apart, in the order of the outputs. */
  classNames(task: T, labelled: Labelled): string[];
  /** The class (output position) of a label of the data set, or -1 where the label is left out. */
  target(task: T, label: number): number;
  /**
   * How a network ends: a softmax output for each class; one sigmoid output, which says how likely the second of two is; or one linear output,
   * which is the number itself.
   */
  activation: OutputActivation;
  /** Whether it can be asked of a data set: there have to be classes, or a number. */
  suits(labelled: Labelled): boolean;
  /** What is wrong with it, at `task.<option>`. */
  issues(task: T, labelled: Labelled): SettingIssue[];
  /** For a table of settings: everything that there is to it. */
  long(task: T, labelled: Labelled): string;
  /** For a line among others. */
  short(task: T, labelled: Labelled): string;
}

/** Describes a task; its type follows from the schema. */
export const taskKind = <T extends { kind: string }>(
  entry: Pick<TaskEntry<T>, 'schema'> & Omit<TaskEntry<NoInfer<T>>, 'schema'>,
): TaskEntry<T> => entry;

/** Whether a data set's items are of classes. */
export const hasClasses = ({ dataset }: Labelled): boolean => !predictsNumber(dataset);

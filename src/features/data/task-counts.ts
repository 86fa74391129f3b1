import { CLASS_NAMES, taskClassNames } from '@/experiment/data/classes';
import { targetCounts } from '@/experiment/data/split-counts';
import type { Task } from '@/experiment/data/types';

/** A class and how many images it has. */
export interface ClassCount {
  name: string;
  count: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The ten classes of the data set with their images. */
export const countsBefore = (counts: readonly number[]): ClassCount[] =>
  CLASS_NAMES.map((name, label) => ({ name, count: counts[label] ?? 0 }));

/** The classes that a task makes of them, with their images, and how many images it leaves out. */
export function countsAfter(task: Task, counts: readonly number[]): { classes: ClassCount[]; leftOut: number } {
  const targets = targetCounts(task, counts);
  const classes = taskClassNames(task).map((name, target) => ({ name, count: targets[target] ?? 0 }));
  return { classes, leftOut: sum(counts) - sum(targets) };
}

import { type Question, taskClassNames, taskTarget } from '@/experiment/data/classes';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { targetCounts } from '@/experiment/data/split-counts';
import { apportion } from '@/experiment/data/splits';
import type { DataSpec } from '@/experiment/data/types';

/** A class and how many images it has. */
export interface ClassCount {
  name: string;
  count: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The classes of the data set with their images. */
export const countsBefore = (dataset: DatasetId, counts: readonly number[]): ClassCount[] =>
  datasetInfo(dataset).classNames.map((name, label) => ({ name, count: counts[label] ?? 0 }));

/** The classes of a task with their images. */
export function countsAfter(question: Question, counts: readonly number[]): ClassCount[] {
  const targets = targetCounts(question, counts);
  return taskClassNames(question).map((name, target) => ({ name, count: targets[target] ?? 0 }));
}

/**
 * The images of each label that are trained on, `train` in all, and how many images the task leaves out. Exact to an image or so where the split is
 * stratified; the most likely numbers where it is not.
 */
export function trainingCounts(
  { task, split }: Pick<DataSpec, 'task' | 'split'>,
  counts: { train: readonly number[]; test: readonly number[] },
  train: number,
): { used: number[]; leftOut: number } {
  const pool = counts.train.map((count, label) => count + (split.kind === 'pooled' ? (counts.test[label] ?? 0) : 0));
  const asked = pool.map((count, label) => (taskTarget(task, label) < 0 ? 0 : count));
  return { used: apportion(train, asked), leftOut: sum(pool) - sum(asked) };
}

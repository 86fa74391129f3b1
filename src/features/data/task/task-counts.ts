import { type Question, taskClassNames } from '@/experiment/data/classes';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { targetCounts } from '@/experiment/data/split-counts';

/** A class and how many images it has. */
export interface ClassCount {
  name: string;
  count: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The classes of the data set with their images. */
export const countsBefore = (dataset: DatasetId, counts: readonly number[]): ClassCount[] =>
  datasetInfo(dataset).classNames.map((name, label) => ({ name, count: counts[label] ?? 0 }));

/** The classes that a task makes of them, with their images, and how many images it leaves out. */
export function countsAfter(question: Question, counts: readonly number[]): { classes: ClassCount[]; leftOut: number } {
  const targets = targetCounts(question, counts);
  const classes = taskClassNames(question).map((name, target) => ({ name, count: targets[target] ?? 0 }));
  return { classes, leftOut: sum(counts) - sum(targets) };
}

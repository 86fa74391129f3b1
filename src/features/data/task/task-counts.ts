import { type Question, taskClassNames, taskTarget } from '@/experiment/data/classes';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { type DividedSpec, stratumCounts, targetCounts } from '@/experiment/data/split-counts';
import { apportion } from '@/experiment/data/splits';

/** A class and how many images it has. */
export interface ClassCount {
  name: string;
  count: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The classes of the data set with their images. */
export const countsBefore = (dataset: DatasetId, counts: readonly number[]): ClassCount[] => named(datasetInfo(dataset).classNames, counts);

/** The classes of a task with their images. */
export const countsAfter = (question: Question, counts: readonly number[]): ClassCount[] => named(taskClassNames(question), counts);

const named = (names: readonly string[], counts: readonly number[]): ClassCount[] =>
  names.map((name, index) => ({ name, count: counts[index] ?? 0 }));

/** How many images are trained on. */
export interface TrainingCounts {
  /** Of each label of the data set. */
  labels: number[];
  /** Of each class of the task. */
  answers: number[];
  /** Images that the task leaves out. */
  leftOut: number;
  /** Whether the counts are those of every seed; else they are the most likely ones. */
  exact: { labels: boolean; answers: boolean };
}

/**
 * The training images of each label and of each class of the task, label noise aside. Exact where the split is stratified, but for labels that share a
 * class: chance decides how many of each there are.
 *
 * @param counts images of each label in the data set's two parts
 * @param train training images in all
 */
export function trainingCounts(
  spec: DividedSpec,
  counts: { train: readonly number[]; test: readonly number[] },
  train: number,
): TrainingCounts {
  const { task, split } = spec;
  const pool = counts.train.map((count, label) => count + (split.kind === 'pooled' ? (counts.test[label] ?? 0) : 0));
  const targets = pool.map((_, label) => taskTarget(task, label));
  const asked = pool.map((count, label) => ((targets[label] ?? -1) < 0 ? 0 : count));
  const strata = split.stratified ? stratumCounts(spec, counts.train, counts.test).train : targetCounts(spec, asked);
  const answers = apportion(train, strata);
  const labels = asked.map(() => 0);
  answers.forEach((count, target) => {
    const members = [...targets.keys()].filter((label) => targets[label] === target);
    const shares = apportion(
      count,
      members.map((label) => asked[label] ?? 0),
    );
    members.forEach((label, k) => {
      labels[label] = shares[k] ?? 0;
    });
  });
  const all = train === sum(asked);
  const shared = targets.some((target, label) => target >= 0 && targets.indexOf(target) !== label);
  const exact = { answers: all || split.stratified, labels: all || (split.stratified && !shared) };
  return { labels, answers, leftOut: sum(pool) - sum(asked), exact };
}

import { type Question, taskClassNames, taskTarget } from './classes';
import { endOfListCut, partSizes } from './splits';
import type { DataSpec } from './types';

/** Images in each part of a data set. */
export interface SplitCounts {
  train: number;
  validation: number;
  test: number;
}

/** What of the data part decides how many images go where. Augmentation counts where its copies stand in a list that is divided. */
export type DividedSpec = Question & Pick<DataSpec, 'split' | 'trainSize'> & Partial<Pick<DataSpec, 'augmentation'>>;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Images of each class of the task, from those of each label of the data set; labels that the task leaves out count nowhere. */
export function targetCounts(question: Question, labelCounts: readonly number[]): number[] {
  const counts = taskClassNames(question).map(() => 0);
  labelCounts.forEach((count, label) => {
    const target = taskTarget(question.task, label);
    if (target >= 0) counts[target] = (counts[target] ?? 0) + count;
  });
  return counts;
}

/**
 * How many images each part of a split gets, stratum by stratum (classes of the task where it is stratified, otherwise one of all images), from
 * the training and test images per label of the data set. Validation is test's where the test images serve for it; `trainSize` is not yet applied.
 */
export function stratumCounts(spec: DividedSpec, trainCounts: readonly number[], testCounts: readonly number[]): SplitParts {
  const { split } = spec;
  const [train, test] = [targetCounts(spec, trainCounts), targetCounts(spec, testCounts)];
  const counts = split.kind === 'pooled' ? train.map((count, target) => count + (test[target] ?? 0)) : train;
  const [ours, validation, own] = partSizes(split, split.stratified ? counts : [sum(counts)], addedCopies(spec, trainCounts));
  const tested = split.kind === 'pooled' ? own : test;
  const held = heldOutCopies(spec, trainCounts);
  const watched = held > 0 ? [sum(validation) + held] : validation;
  return { train: ours, validation: split.validationIsTest ? tested : watched, test: tested };
}

/** Copies that augmentation adds to the training images that there are. */
function addedCopies({ augmentation, task }: DividedSpec, trainCounts: readonly number[]): number {
  if (!augmentation || augmentation.steps.length === 0 || augmentation.mode !== 'addCopies') return 0;
  const { classes } = augmentation;
  const isCopied = (label: number) => taskTarget(task, label) >= 0 && (classes === null || classes.includes(label));
  return sum(trainCounts.filter((_, label) => isCopied(label)));
}

/** Copies among the validation images: none, but where validation is the end of the list. */
export function heldOutCopies(spec: DividedSpec, trainCounts: readonly number[]): number {
  if (spec.split.kind !== 'endOfList') return 0;
  const copies = addedCopies(spec, trainCounts);
  return copies - endOfListCut(spec.split, sum(targetCounts(spec, trainCounts)), copies).copies;
}

/** Images of each part by stratum. The official test set's strata are always its classes. */
export interface SplitParts {
  train: number[];
  validation: number[];
  test: number[];
}

/** How many images each part of a split gets; `trainSize` cuts the training images. As `prepareData` does. */
export function splitCounts(spec: DividedSpec, trainCounts: readonly number[], testCounts: readonly number[]): SplitCounts {
  const parts = stratumCounts(spec, trainCounts, testCounts);
  const train = sum(parts.train);
  return {
    train: spec.trainSize === null ? train : Math.min(train, spec.trainSize),
    validation: sum(parts.validation),
    test: sum(parts.test),
  };
}

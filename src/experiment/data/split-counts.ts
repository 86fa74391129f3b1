import type { Split } from './types';

/** Images in each part of a data set. */
export interface SplitCounts {
  train: number;
  validation: number;
  test: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * How many images each part of a split gets, from the number of training and test images per class. Rounds as `prepareData` does: a
 * stratified split cuts each class by itself.
 */
export function splitCounts(split: Split, trainCounts: readonly number[], testCounts: readonly number[]): SplitCounts {
  const pooled = trainCounts.map((count, label) => count + (testCounts[label] ?? 0));
  const counts = split.kind === 'official' ? trainCounts : pooled;
  const groups = split.stratified ? counts : [sum(counts)];
  const part = (share: number) => sum(groups.map((count) => Math.round(share * count)));
  if (split.kind === 'official') {
    const validation = part(split.validationShare);
    return { train: sum(counts) - validation, validation, test: sum(testCounts) };
  }
  const test = part(split.test);
  return { train: part(split.train), validation: split.validationIsTest ? test : part(split.validation), test };
}

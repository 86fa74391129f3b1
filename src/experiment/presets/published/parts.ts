import type { DataSpec, Task } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import type { TrainingSpec } from '@/experiment/training/types';
import type { FigureOf, PublishedFigure } from './types';

/** An experiment on Fashion-MNIST, from what it has that the default has not. */
export function experimentOf(
  name: string,
  parts: { data?: Partial<DataSpec>; layers: Layer[]; training?: Partial<TrainingSpec> },
): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    name,
    data: { ...base.data, ...parts.data },
    model: { kind: 'network', layers: parts.layers },
    training: { ...base.training, batchSize: 32, ...parts.training },
  };
}

/** The official split with a share of the training images held out. */
export const official = (validationShare: number): Pick<DataSpec, 'split'> => ({
  split: { kind: 'official', validationShare, stratified: false, validationIsTest: false },
});

/** The end of the training list, with the copies that augmentation adds behind it, is for validation. */
export const endOfList = (validationShare: number): Pick<DataSpec, 'split'> => ({
  split: { kind: 'endOfList', validationShare, stratified: false, validationIsTest: false },
});

/** The three groups of report C. */
export const THREE_GROUPS: Task = {
  kind: 'groups',
  groups: [
    { name: 'Top', classes: [0, 2, 3, 4, 6] },
    { name: 'Bottom', classes: [1, 5, 7, 9] },
    { name: 'Accessories', classes: [8] },
  ],
};

/** A published figure; `digits` are those that the report prints. */
export const figure = (label: string, of: FigureOf, value: number, digits: number, note?: string): PublishedFigure => ({
  label,
  figure: of,
  value,
  digits,
  ...(note === undefined ? {} : { note }),
});

export const TEST_ACCURACY: FigureOf = { of: 'accuracy', set: 'test' };
export const TEST_LOSS: FigureOf = { of: 'loss', set: 'test' };

import type { Experiment } from '@/experiment/experiment';
import { type DatasetId, datasetInfo } from './datasets';
import { ownEntry } from './own';
import type { DataSpec } from './types';

/** The data part of an Experiment on another data set, and nothing else changed. */
export function onDataset({ entry: _, ...data }: DataSpec, dataset: DatasetId): DataSpec {
  const entry = ownEntry(dataset);
  return entry ? { ...data, dataset, entry } : { ...data, dataset };
}

/**
 * An Experiment whose data set a person chooses. Where that one has other classes, whatever named classes of the old one starts afresh: groups and
 * pairs, the classes that are augmented, weights of single classes.
 */
export function withDataset(experiment: Experiment, dataset: DatasetId): Experiment {
  const data = onDataset(experiment.data, dataset);
  if (sameClasses(experiment.data.dataset, dataset)) return { ...experiment, data };
  const { augmentation, task } = data;
  const { training } = experiment;
  return {
    ...experiment,
    data: { ...data, task: task.kind === 'classes' ? task : { kind: 'classes' }, augmentation: { ...augmentation, classes: null } },
    training: training.classWeights.kind === 'custom' ? { ...training, classWeights: { kind: 'none' } } : training,
  };
}

const sameClasses = (a: DatasetId, b: DatasetId): boolean => datasetInfo(a).classNames.join('\n') === datasetInfo(b).classNames.join('\n');

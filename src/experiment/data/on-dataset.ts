import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { isRegressorKind } from '@/experiment/classical/regressors';
import type { Experiment } from '@/experiment/experiment';
import { newLayerId } from '@/experiment/network/edits';
import { kindOf, type Layer } from '@/experiment/network/kinds';
import { LOSSES } from '@/experiment/training/losses';
import type { ClassWeights } from '@/experiment/training/types';
import { type DatasetId, datasetInfo, predictsNumber, tableOf } from './datasets';
import { ownEntry } from './own';
import { TASKS, taskEntry } from './tasks';
import type { DataSpec } from './types';

/** The data part of an Experiment on another data set, and nothing else changed. */
export function onDataset({ entry: _, ...data }: DataSpec, dataset: DatasetId): DataSpec {
  const entry = ownEntry(dataset);
  return entry ? { ...data, dataset, entry } : { ...data, dataset };
}

/**
 * An Experiment whose data set a person chooses. Where that one has other classes, whatever named classes of the old one starts afresh: drawings to learn from, groups and
 * pairs, the classes that are augmented, weights of single classes. Where images give way to a table, or a class to a number, what cannot be is
 * replaced: the task, the loss, layers that read images, augmentation, label noise.
 */
export function withDataset(experiment: Experiment, dataset: DatasetId): Experiment {
  const classes = withClasses(experiment, dataset);
  const sameItems = (tableOf(dataset) === null) === (tableOf(experiment.data.dataset) === null);
  const moved = withTask(sameItems ? classes : withItems(classes));
  // Of a number it is the usual loss, of classes a rare one: nobody who comes back from numbers has asked for it.
  const comesBack = predictsNumber(experiment.data.dataset) && !predictsNumber(dataset);
  return comesBack ? { ...moved, training: { ...moved.training, loss: 'crossEntropy' } } : moved;
}

function withClasses(experiment: Experiment, dataset: DatasetId): Experiment {
  const data = onDataset(experiment.data, dataset);
  if (sameClasses(experiment.data.dataset, dataset)) return { ...experiment, data };
  const { augmentation, task } = data;
  const { training } = experiment;
  return {
    ...experiment,
    data: {
      ...data,
      task: task.kind === 'classes' ? task : { kind: 'classes' },
      augmentation: { ...augmentation, classes: null },
      drawings: null,
    },
    training: training.classWeights.kind === 'custom' ? { ...training, classWeights: { kind: 'none' } } : training,
  };
}

const sameClasses = (a: DatasetId, b: DatasetId): boolean => datasetInfo(a).classNames.join('\n') === datasetInfo(b).classNames.join('\n');

/** The task that the data set can be asked, and a loss for it. */
function withTask(experiment: Experiment): Experiment {
  const { data, training } = experiment;
  const task = TASKS[data.task.kind].suits(data)
    ? data.task
    : predictsNumber(data.dataset)
      ? TASKS.number.start(data)
      : TASKS.classes.start(data);
  const { activation } = taskEntry(task);
  const isNumber = activation === 'linear';
  const suits = LOSSES[training.loss].titles[activation] !== null;
  const loss = suits ? training.loss : isNumber ? 'meanSquaredError' : 'crossEntropy';
  const classWeights: ClassWeights = isNumber ? { kind: 'none' } : training.classWeights;
  return {
    ...experiment,
    data: { ...data, task },
    model: modelFor(experiment.model, isNumber),
    training: { ...training, loss, classWeights },
  };
}

/** A classical model of the other kind starts with the least of that kind. */
function modelFor(model: Experiment['model'], isNumber: boolean): Experiment['model'] {
  if (model.kind === 'network' || isRegressorKind(model.classical.kind) === isNumber) return model;
  return { kind: 'classical', classical: isNumber ? CLASSICAL_MODELS.mean.defaults : CLASSICAL_MODELS.mostFrequent.defaults };
}

/** Rows in the place of images, or images in the place of rows. */
function withItems({ data, model, ...rest }: Experiment): Experiment {
  const table = tableOf(data.dataset) !== null;
  return {
    ...rest,
    data: {
      ...data,
      scaling: table ? 'standardized' : 'unit',
      labelNoise: 0,
      augmentation: { ...data.augmentation, steps: [], classes: null },
    },
    model: model.kind === 'network' ? { ...model, layers: table ? rowLayers(model.layers) : imageLayers(model.layers) } : model,
  };
}

/** The layers that read a list of numbers; Flatten has nothing to flatten there. */
const rowLayers = (layers: readonly Layer[]): Layer[] =>
  layers.filter((layer) => layer.kind !== 'flatten' && (kindOf(layer).reads === 'row' || kindOf(layer).reads === 'any'));

/** The same layers on images: a list of numbers has to be made of them first. */
const imageLayers = (layers: readonly Layer[]): Layer[] => [{ kind: 'flatten', id: newLayerId(layers) }, ...layers];

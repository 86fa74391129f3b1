import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import type { Difference } from '@/experiment/identity';

const DATA: Readonly<Record<string, string>> = {
  dataset: 'data set',
  task: 'task',
  split: 'split',
  scaling: 'scaling',
  trainSize: 'training images',
  labelNoise: 'label noise',
  augmentation: 'augmentation',
};

const TRAINING: Readonly<Record<string, string>> = {
  optimizer: 'optimizer',
  learningRate: 'learning rate',
  schedule: 'schedule',
  warmupEpochs: 'warm-up',
  clipping: 'gradient clipping',
  loss: 'loss',
  classWeights: 'class weights',
  batchSize: 'batch size',
  epochs: 'epochs',
  earlyStopping: 'early stopping',
  seed: 'seed',
};

const OPTIONS = new Map(Object.values(CLASSICAL_MODELS).flatMap(({ fields }) => fields.map(({ name, label }) => [name, label])));

/** What a part of an Experiment is called within a sentence. */
export function partLabel(part: Difference): string {
  const [place, name = ''] = part.split('.');
  if (place === 'layer') return 'layers';
  if (place === 'data') return DATA[name] ?? name;
  if (place === 'training') return TRAINING[name] ?? name;
  return OPTIONS.get(name) ?? 'model';
}

/** Parts in one line, each named once: "layers, batch size and seed". */
export function partsInWords(parts: readonly Difference[]): string {
  const names = [...new Set(parts.map(partLabel))];
  const last = names.pop();
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last}`;
}

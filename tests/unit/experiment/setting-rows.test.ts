import { withForest, withLayers } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import type { DataSpec } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { differences } from '@/experiment/identity';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULE_KINDS, SCHEDULES } from '@/experiment/training/schedules';
import type { TrainingSpec } from '@/experiment/training/types';
import { partLabel } from '@/experiment/words/parts';
import { changedRows, settingRows } from '@/experiment/words/setting-rows';
import { unusualWords } from '@/experiment/words/unusual';

const base = defaultExperiment();
const withData = (change: Partial<DataSpec>): Experiment => ({ ...base, data: { ...base.data, ...change } });
const withTraining = (change: Partial<TrainingSpec>): Experiment => ({ ...base, training: { ...base.training, ...change } });

describe('settings that read alike but differ', () => {
  it('are told apart by their digits', () => {
    expect(changedRows(withData({ labelNoise: 0.10001 }), withData({ labelNoise: 0.100012 }))).toEqual([
      { key: 'data.labelNoise', label: 'Label noise', value: '10% (label noise 0.10001)', base: '10% (label noise 0.100012)' },
    ]);
  });

  it('are told apart in a layer by an option that its summary leaves out', () => {
    const [one, other] = [true, false].map((resetAfter) => withLayers(['reshape', { targetShape: [28, 28] }], ['gru', { resetAfter }]));
    const [row, ...more] = changedRows(one!, other!);
    expect(more).toEqual([]);
    expect(row?.value).toMatch(/ \(reset after on\)$/);
    expect(row?.base).toMatch(/ \(reset after off\)$/);
  });
});

it('names a layer without options by its kind alone, and says that it has none where it stands alone', () => {
  const [short, long] = [withLayers(['flatten']), withLayers(['conv2d', { filters: 8 }], ['flatten'])];
  expect(changedRows(long, short).map(({ label, value, base }) => [label, value, base])).toEqual([
    ['Conv2D', '8 · 3×3 · same · relu', 'Flatten'],
    ['Flatten', 'no options', 'none'],
  ]);
});

describe('options without effect are no difference', () => {
  const watched = { kind: 'official', stratified: true, validationIsTest: true } as const;
  it.each<[string, Experiment, Experiment]>([
    ['the rule of no label noise', withData({ labelNoiseRule: 'eachImage' }), withData({ labelNoiseRule: 'exactShare' })],
    [
      'how to use images that nothing changes',
      withData({ augmentation: { steps: [], mode: 'addCopies', classes: [1] } }),
      withData({ augmentation: { steps: [], mode: 'inPlace', classes: null } }),
    ],
    [
      'a validation share where the test images serve',
      withData({ split: { ...watched, validationShare: 0.1 } }),
      withData({ split: { ...watched, validationShare: 0.2 } }),
    ],
    ['the slope beside ReLU', withLayers(['activation', { negativeSlope: 0.1 }]), withLayers(['activation', { negativeSlope: 0.2 }])],
  ])('%s', (_, one, other) => {
    expect(differences(one, other)).not.toEqual([]);
    expect(changedRows(one, other)).toEqual([]);
  });
});

it('compares by content whatever the order of keys', () => {
  const { kind, ...options } = OPTIMIZERS.adam.defaults;
  expect(changedRows(withTraining({ optimizer: { ...options, kind } }), withTraining({ optimizer: { kind, ...options } }))).toEqual([]);
});

it('has words for every optimizer and schedule, with no name of the code in them', () => {
  for (const name of OPTIMIZER_NAMES) {
    const rows = settingRows(withTraining({ optimizer: OPTIMIZERS[name].defaults }));
    expect(rows.find(({ key }) => key === 'training.optimizer')?.value).toBe(OPTIMIZERS[name].title);
  }
  for (const kind of SCHEDULE_KINDS) {
    const words = settingRows(withTraining({ schedule: SCHEDULES[kind].defaults })).map(({ value }) => value);
    expect(words.join('\n')).not.toMatch(/[a-z][A-Z]/);
  }
});

it('says the settings of a run in a long and a short form', () => {
  const experiment = withTraining({
    schedule: { kind: 'step', every: 1, factor: 0.5 },
    warmupEpochs: 2,
    clipping: { kind: 'globalNorm', limit: 2 },
    classWeights: { kind: 'balanced' },
    earlyStopping: EARLY_STOPPING.defaults,
  });
  expect(changedRows(experiment, base).map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Schedule: × 0.5 every 1 epoch, warm-up 2 epochs',
    'Class weights: balanced',
    'Gradient clipping: by global norm at 2',
    'Early stopping: after 3 epochs without better validation loss, best weights restored',
  ]);
  expect(unusualWords(experiment)).toEqual([
    'schedule × 0.5 every 1 epoch, warm-up 2 epochs',
    'classes balanced',
    'clipped by global norm at 2',
    'early stopping, patience 3',
  ]);
});

it('says the options of a classical model as forms do', () => {
  const rows = settingRows(withForest(100)).filter(({ key }) => key.startsWith('model'));
  expect(rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Model: Random forest',
    'trees: 100',
    'maximum depth: no limit',
    'images per leaf: 1',
    'pixels per split: square root',
    'bootstrap: on',
  ]);
});

it('has a name for every part in which Experiments differ', () => {
  const other = withData({ labelNoiseRule: 'eachImage' });
  expect(differences(base, other).map(partLabel)).toEqual(['label noise']);
});

import { describe, expect, it } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { onDataset, withDataset } from '@/experiment/data/on-dataset';
import { noteEntry, type OwnEntry, type OwnId, ownEntry, storeEntry } from '@/experiment/data/own';
import type { DataSpec } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { stack } from '@/experiment/presets/stack';
import { PRESETS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';
import { settingIssues } from '@/experiment/setting-issues';

const design = defaultExperiment();
const errorsOf = (experiment: typeof design) =>
  [...settingIssues(experiment), ...planOf(experiment).issues].filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('withDataset', () => {
  it('leaves all else as it is between images', () => {
    expect(withDataset(design, 'builtin-garments')).toEqual({ ...design, data: { ...design.data, dataset: 'builtin-garments' } });
  });

  it.each(PRESETS.map(({ id, layers }) => [id, layers] as const))('makes a design that can be trained on a table of %s', (_, layers) => {
    const moved = withDataset({ ...design, model: { kind: 'network', layers } }, 'flight-prices');
    expect(errorsOf(moved)).toEqual([]);
    expect(moved.data).toMatchObject({ task: { kind: 'number' }, scaling: 'standardized' });
    expect(moved.training.loss).toBe('meanSquaredError');
    expect(planOf(moved).layers.at(-1)?.layer).toMatchObject({ units: 1, activation: 'linear' });
    expect(parseExperiment(JSON.parse(JSON.stringify(moved)))).toEqual(moved);
  });

  it('finds back to images', () => {
    const back = withDataset(withDataset(design, 'flight-prices'), 'fashion-mnist');
    expect(back.training.loss).toBe('crossEntropy');
    expect(errorsOf(back)).toEqual([]);
    expect(back.data.task).toEqual({ kind: 'classes' });
    expect(layersOf(back).map(({ kind }) => kind)).toEqual(['flatten', 'dense']);
  });

  it('takes a loss for numbers away from classes, and the other way round', () => {
    const table = withDataset(design, 'flight-prices');
    const huber = { ...table, training: { ...table.training, loss: 'huber' as const } };
    expect(withDataset(huber, 'fashion-mnist').training.loss).toBe('crossEntropy');
    expect(errorsOf({ ...table, training: { ...table.training, loss: 'crossEntropy' } })).toEqual([
      'Cross-entropy is for classes, but this task predicts a number. Choose mean squared error.',
    ]);
    expect(errorsOf({ ...design, training: { ...design.training, loss: 'huber' } })).toEqual([
      'Huber is for numbers, but this task predicts a class. Choose cross-entropy.',
    ]);
  });
});

const OWN: OwnId = `own-${'1'.repeat(64)}`;
const leaves: OwnEntry = {
  kind: 'images',
  name: 'Leaves',
  itemShape: [28, 28, 1],
  classNames: ['oak', 'elm', 'ash', 'fir', 'yew', 'fig', 'bay', 'box', 'may', 'tea'],
  counts: { train: 80, test: 20 },
  files: ['leaves'],
};

/** Whatever of a design names classes. */
const naming: Experiment = {
  ...design,
  data: {
    ...design.data,
    task: { kind: 'pair', classes: [3, 9] },
    labelNoise: 0.25,
    augmentation: { steps: [{ kind: 'flipLeftRight', probability: 0.5 }], mode: 'addCopies', classes: [3] },
    drawings: { list: [{ label: 3, pixels: btoa('x'.repeat(784)) }], times: 2 },
  },
  training: { ...design.training, classWeights: { kind: 'custom', weights: [1, 2] } },
};

describe('what names classes', () => {
  it('stays where the other data set has the same ones', () => {
    expect(withDataset(naming, 'builtin-garments')).toEqual({ ...naming, data: { ...naming.data, dataset: 'builtin-garments' } });
  });

  it('starts afresh where it has others, and all else stays', () => {
    storeEntry(OWN, leaves);
    const { data, training, model } = withDataset(naming, OWN);
    expect(data).toEqual({
      ...naming.data,
      dataset: OWN,
      entry: leaves,
      task: { kind: 'classes' },
      augmentation: { ...naming.data.augmentation, classes: null },
      drawings: null,
    } satisfies DataSpec);
    expect(training).toEqual({ ...naming.training, classWeights: { kind: 'none' } });
    expect(model).toEqual(naming.model);
    const balanced = { ...naming, training: { ...naming.training, classWeights: { kind: 'balanced' } as const } };
    expect(withDataset(balanced, OWN).training).toEqual(balanced.training);
  });

  it('and what only images can have is gone on a table', () => {
    const { data, training } = withDataset(
      { ...naming, training: { ...naming.training, classWeights: { kind: 'balanced' } } },
      'flight-prices',
    );
    expect(data).toMatchObject({ labelNoise: 0, augmentation: { steps: [], classes: null }, drawings: null });
    expect(training.classWeights).toEqual({ kind: 'none' });
  });
});

describe('an own data set', () => {
  it('takes its entry along, and no other has it', () => {
    storeEntry(OWN, leaves);
    const there = onDataset(design.data, OWN);
    expect(there.entry).toEqual(leaves);
    expect(onDataset(there, 'fashion-mnist')).toEqual(design.data);
  });

  it('is called as it is stored here, whatever a link says', () => {
    const other: OwnId = `own-${'2'.repeat(64)}`;
    noteEntry(other, leaves);
    noteEntry(other, { ...leaves, name: 'From a link' });
    expect(ownEntry(other)?.name).toBe('Leaves');
    storeEntry(other, { ...leaves, name: 'Stored' });
    expect(ownEntry(other)?.name).toBe('Stored');
  });
});

describe('models without layers', () => {
  it('give way to the least one of the other kind, and stay on data of their own kind', () => {
    const forest: Experiment = { ...design, model: { kind: 'classical', classical: CLASSICAL_MODELS.randomForest.defaults } };
    const table = withDataset(forest, 'flight-prices');
    expect(table.model).toEqual({ kind: 'classical', classical: CLASSICAL_MODELS.mean.defaults });
    expect(errorsOf(table)).toEqual([]);
    expect(withDataset(forest, 'builtin-garments').model).toEqual(forest.model);
    const ridge: Experiment = { ...table, model: { kind: 'classical', classical: CLASSICAL_MODELS.ridge.defaults } };
    expect(withDataset(ridge, 'flight-prices').model).toEqual(ridge.model);
    expect(withDataset(ridge, 'fashion-mnist').model).toEqual({ kind: 'classical', classical: CLASSICAL_MODELS.mostFrequent.defaults });
  });
});

it('a Flatten that is put before layers gets an id of its own', () => {
  const layers = stack(['dense'], ['dense']).map((one, at) => ({ ...one, id: `l${at + 1}` }));
  const taken: Experiment = { ...withDataset(design, 'flight-prices'), model: { kind: 'network', layers } };
  const ids = layersOf(withDataset(taken, 'fashion-mnist')).map(({ id }) => id);
  expect(ids).toEqual(['l3', 'l1', 'l2']);
});

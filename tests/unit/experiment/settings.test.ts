import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassicalModel } from '@/experiment/classical/models';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { isError } from '@/experiment/setting-issue';
import { settingIssues } from '@/experiment/setting-issues';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SETTINGS } from '@/experiment/training/settings';
import type { TrainingSpec } from '@/experiment/training/types';

const withTraining = (change: Partial<TrainingSpec>): Experiment => {
  const base = defaultExperiment();
  return { ...base, training: { ...base.training, ...change } };
};
const fieldsOf = (experiment: Experiment) => settingIssues(experiment).map(({ field }) => field);

describe('settings', () => {
  it('of every optimizer’s defaults are in order', () => {
    for (const name of OPTIMIZER_NAMES) {
      const { defaults, learningRate } = OPTIMIZERS[name];
      expect(settingIssues(withTraining({ optimizer: defaults, learningRate })).filter(isError)).toEqual([]);
    }
  });

  const WRONG: [keyof TrainingSpec, number[]][] = [
    ['learningRate', [0, -1, 2e7, Number.NaN, Number.POSITIVE_INFINITY]],
    ['batchSize', [0, 1.5, 4097, Number.NaN]],
    ['epochs', [0, -3, 2.5, 1001]],
    ['warmupEpochs', [-1, 6, Number.NaN]],
    ['seed', [-1, 0.5, 2 ** 31]],
  ];
  it.each(WRONG)('find what is wrong with the %s, and name it alone', (field, values) => {
    for (const value of values) {
      const issues = settingIssues(withTraining({ [field]: value }));
      expect(issues.map((issue) => issue.field)).toEqual([field]);
      expect(issues[0]?.message).toMatch(/\w{3}/);
    }
  });

  it('find what is wrong with an optimizer’s own options', () => {
    const adam = OPTIMIZERS.adam.defaults;
    expect(fieldsOf(withTraining({ optimizer: { ...adam, beta1: 1.5 } as typeof adam }))).toEqual(['optimizer.beta1']);
  });

  it('find a validation share out of range', () => {
    const base = defaultExperiment();
    const split = { kind: 'official', validationShare: 0.6, stratified: true, validationIsTest: false } as const;
    const wrong = { ...base, data: { ...base.data, split } };
    expect(fieldsOf(wrong)).toEqual(['split.validationShare']);
  });

  it('never throw, and let through exactly what is in range', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), fc.double(), (learningRate, batchSize, epochs, seed) => {
        const found = new Set(fieldsOf(withTraining({ learningRate, batchSize, epochs, seed })));
        for (const [name, value] of Object.entries({ batchSize, epochs, seed })) {
          const { min, max } = SETTINGS[name as 'batchSize' | 'epochs' | 'seed'];
          expect(found.has(name), `${name} ${value}`).toBe(!(Number.isInteger(value) && value >= min && value <= max));
        }
        expect(found.has('learningRate')).toBe(!(learningRate > 0 && learningRate <= SETTINGS.learningRate.max));
      }),
    );
  });
});

describe('settings of a classical model', () => {
  const classical = (model: ClassicalModel, training: Partial<TrainingSpec> = {}): Experiment => ({
    ...withTraining(training),
    model: { kind: 'classical', classical: model },
  });
  const { logisticRegression, nearestNeighbours, decisionTree } = CLASSICAL_MODELS;

  it('are in order as it is offered, whatever is wrong with settings that only a network has', () => {
    const wrong = { learningRate: -1, batchSize: 0, epochs: 0, warmupEpochs: -1 };
    for (const kind of CLASSICAL_KINDS) expect(settingIssues(classical(CLASSICAL_MODELS[kind].defaults, wrong))).toEqual([]);
  });

  it('name its options, and the seed', () => {
    expect(fieldsOf(classical({ ...logisticRegression.defaults, C: 0, maxIterations: 0 }, { seed: -1 }))).toEqual([
      'classical.C',
      'classical.maxIterations',
      'seed',
    ]);
  });

  it('keep k to the images of the training set, once the split is right', () => {
    const experiment = classical({ ...nearestNeighbours.defaults, k: 8 });
    expect(fieldsOf({ ...experiment, data: { ...experiment.data, trainSize: 7 } })).toEqual(['classical.k']);
    expect(fieldsOf({ ...experiment, data: { ...experiment.data, trainSize: 0 } })).toEqual(['trainSize']);
  });

  it('look at class weights only where they count', () => {
    const classWeights = { kind: 'custom', weights: [1, 2] } as const;
    const training = { classWeights: { ...classWeights, weights: [...classWeights.weights] } };
    expect(fieldsOf(classical(decisionTree.defaults, training))).toEqual(['classWeights']);
    expect(fieldsOf(classical(nearestNeighbours.defaults, training))).toEqual([]);
  });

  it('say that changes of images are left out', () => {
    const experiment = classical(decisionTree.defaults);
    const augmentation = { steps: [AUGMENTATIONS.rotation.defaults], mode: 'inPlace' as const, classes: null };
    const issues = settingIssues({ ...experiment, data: { ...experiment.data, augmentation } });
    expect(issues).toMatchObject([{ field: 'augmentation.steps', severity: 'warning' }]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SETTINGS, settingIssues, validationShareOf } from '@/experiment/training/settings';
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
      expect(settingIssues(withTraining({ optimizer: defaults, learningRate }))).toEqual([]);
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
    expect(validationShareOf(wrong)).toBe(0.6);
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { settingIssues } from '@/experiment/training/settings';

const withTraining = (change: object): Experiment => {
  const base = defaultExperiment();
  return { ...base, training: { ...base.training, ...change } };
};

const withShare = (validationShare: number): Experiment => {
  const base = defaultExperiment();
  return { ...base, data: { ...base.data, split: { kind: 'official', stratified: true, validationShare } } };
};

const fieldsOf = (experiment: Experiment) => settingIssues(experiment).map((issue) => issue.field);

describe('settingIssues', () => {
  it('finds nothing wrong with the defaults of any optimizer', () => {
    for (const name of OPTIMIZER_NAMES) {
      const { defaults, learningRate } = OPTIMIZERS[name];
      expect(settingIssues(withTraining({ optimizer: defaults, learningRate }))).toEqual([]);
    }
  });

  it.each([
    ['epochs', [0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY], [1, 1000]],
    ['batchSize', [0, 4097, 0.5, Number.NaN], [1, 4096]],
    ['learningRate', [0, -0.1, 1e8, Number.NaN], [1e-9, 1e3, 1e6]],
    ['seed', [-1, 2 ** 31, 0.1], [0, 2 ** 31 - 1]],
  ])('holds %s to its range', (field, wrong, right) => {
    for (const value of wrong) expect(fieldsOf(withTraining({ [field]: value }))).toEqual([field]);
    for (const value of right) expect(fieldsOf(withTraining({ [field]: value }))).toEqual([]);
  });

  it('holds the validation share to 0 to a half', () => {
    for (const share of [-0.01, 0.51, Number.NaN]) expect(fieldsOf(withShare(share))).toEqual(['validationShare']);
    for (const share of [0, 0.1, 0.5]) expect(fieldsOf(withShare(share))).toEqual([]);
  });

  it('explains an optimizer option where it stands', () => {
    expect(fieldsOf(withTraining({ optimizer: { kind: 'adam', beta1: 1, beta2: 0.999, epsilon: 0 } }))).toEqual([
      'optimizer.beta1',
      'optimizer.epsilon',
    ]);
  });

  it('never throws, whatever stands in the fields', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (epochs, beta1) => {
        settingIssues(withTraining({ epochs, optimizer: { kind: 'adam', beta1, beta2: 0.999, epsilon: 1e-7 } }));
      }),
    );
  });
});

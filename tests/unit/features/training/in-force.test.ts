import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { CLIPPING_KINDS, CLIPPINGS } from '@/experiment/training/clipping';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { lossTitle } from '@/experiment/training/losses';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULE_KINDS, SCHEDULES } from '@/experiment/training/schedules';
import { lossInForce, optimizerInForce, scheduleInForce, stoppingInForce } from '@/features/training/in-force';

const { training } = defaultExperiment();

test('nothing is marked as changed in what everybody starts with', () => {
  for (const name of OPTIMIZER_NAMES) expect(optimizerInForce(OPTIMIZERS[name].defaults, training.clipping).changed, name).toBe(false);
  expect(scheduleInForce(training)).toEqual({ words: 'constant', changed: false });
  expect(lossInForce(training)).toEqual({ words: 'cross-entropy', changed: false });
  expect(stoppingInForce(training.earlyStopping)).toEqual({ words: 'off', changed: false });
});

test('every schedule and every clipping but the first says what it does', () => {
  const words = new Set<string>();
  for (const kind of SCHEDULE_KINDS) {
    const inForce = scheduleInForce({ schedule: SCHEDULES[kind].defaults, warmupEpochs: 0 });
    expect(inForce.changed).toBe(kind !== 'constant');
    words.add(inForce.words);
  }
  expect(words.size).toBe(SCHEDULE_KINDS.length);
  for (const kind of CLIPPING_KINDS) {
    expect(optimizerInForce({ kind: 'sgd' }, CLIPPINGS[kind].defaults).changed).toBe(kind !== 'none');
  }
});

test('what is in force is said with its figures', () => {
  expect(optimizerInForce({ kind: 'momentum', momentum: 0.8, nesterov: true }, { kind: 'norm', limit: 2 })).toEqual({
    words: 'momentum 0.8 · nesterov on · clipped by norm at 2',
    changed: true,
  });
  expect(scheduleInForce({ schedule: { kind: 'step', every: 1, factor: 0.5 }, warmupEpochs: 2 }).words).toBe(
    '× 0.5 every 1 epoch · warm-up 2 epochs',
  );
  expect(lossInForce({ loss: 'meanSquaredError', classWeights: { kind: 'balanced' } }).words).toBe('mean squared error · classes balanced');
  expect(stoppingInForce({ ...EARLY_STOPPING.defaults, patience: 1, restoreBestWeights: false }).words).toBe(
    'after 1 epoch without better validation loss',
  );
});

test('a number half typed is a question mark, not NaN', () => {
  expect(scheduleInForce({ schedule: { kind: 'exponential', factor: Number.NaN }, warmupEpochs: Number.NaN }).words).toBe(
    '× ? each epoch · warm-up ? epochs',
  );
});

test('cross-entropy is called after the outputs', () => {
  expect(lossTitle('crossEntropy', 'softmax')).toBe('Categorical cross-entropy');
  expect(lossTitle('crossEntropy', 'sigmoid')).toBe('Binary cross-entropy');
  expect(lossTitle('meanSquaredError', 'sigmoid')).toBe('Mean squared error');
});

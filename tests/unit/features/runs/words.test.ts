import { epochOf, runOf, withForest, withLayers } from '@tests/support/runs';
import { expect, test } from 'vitest';
import type { DataSpec, Split, Task } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import { modelWords } from '@/experiment/words/model';
import { unusualWords } from '@/experiment/words/unusual';
import { statusWords, whenWords } from '@/features/runs/run-row';

test('a network is named by the layers that learn, those of one kind together', () => {
  expect(modelWords(defaultExperiment())).toBe('Dense 128 → 10');
  expect(modelWords(withLayers(['flatten']))).toBe('No hidden layer → 10');
  expect(modelWords(withLayers(['flatten'], ['dense', { units: 64 }], ['dropout'], ['dense', { units: 32 }]))).toBe('Dense 64, 32 → 10');
  const conv = withLayers(['conv2d', { filters: 8 }], ['maxPooling2d'], ['conv2d', { filters: 16 }], ['flatten'], ['dense', { units: 20 }]);
  expect(modelWords(conv)).toBe('Conv2D 8, 16 → Dense 20 → 10');
  expect(modelWords(withLayers(['depthwiseConv2d'], ['flatten']))).toBe('DepthwiseConv2D → 10');
});

test('a network too long for a cell says how long it is, the output counted', () => {
  const deep = withLayers(...Array.from({ length: 6 }, () => ['conv2d', { filters: 12 }] as ['conv2d', { filters: number }]), ['flatten']);
  expect(modelWords(deep)).toBe('Conv2D 12 → … → 10 (8 layers)');
});

test('a pair has one output, and a classical model its most telling option', () => {
  const usual = defaultExperiment();
  expect(modelWords({ ...usual, data: { ...usual.data, task: { kind: 'pair', classes: [2, 4] } } })).toBe('Dense 128 → 1');
  expect(modelWords(withForest(100))).toBe('Random forest, 100 trees');
  expect(modelWords(withForest(1))).toBe('Random forest, 1 tree');
});

test('settings are told apart from the usual ones only', () => {
  const usual = defaultExperiment();
  expect(unusualWords(usual)).toEqual([]);
  expect(unusualWords(withForest(100))).toEqual([]);
  expect(unusualWords(withLayers(['flatten'], ['dropout'], ['dropout']))).toEqual(['with Dropout']);
  const task: Task = { kind: 'pair', classes: [2, 4] };
  const data: DataSpec = { ...usual.data, dataset: 'builtin-garments', task };
  const training = { ...usual.training, learningRate: 0.01, seed: 7 };
  expect(unusualWords({ ...usual, data, training })).toEqual(['Built-in garments', 'Pullover or Coat', 'learning rate 0.01', 'seed 7']);
});

test('a split is told in few words', () => {
  const { data, ...usual } = defaultExperiment();
  const wordsOf = (split: Split) => unusualWords({ ...usual, data: { ...data, split } });
  const official = { kind: 'official', validationShare: 0.2, stratified: true, validationIsTest: false } as const;
  expect(wordsOf(official)).toEqual(['20% for validation']);
  expect(wordsOf({ ...official, stratified: false })).toEqual(['20% for validation, not stratified']);
  expect(wordsOf({ ...official, validationIsTest: true })).toEqual(['validation is the test set']);
  const shares = { sizes: 'shares', train: 0.8, validation: 0.1, test: 0.1 } as const;
  expect(wordsOf({ kind: 'pooled', ...shares, stratified: true, validationIsTest: false })).toEqual(['pooled split']);
});

test('a run says how it ended, and after which epoch where it ended before its time', () => {
  const epochRecords = [epochOf(1, 2), epochOf(2, 2), epochOf(3, 2)];
  expect(statusWords(runOf('a', { epochRecords }))).toBe('finished');
  expect(statusWords(runOf('a', { epochRecords, status: 'stopped' }))).toBe('stopped after epoch 3');
  expect(statusWords(runOf('a', { status: 'failed' }))).toBe('failed');
  expect(statusWords(runOf('a', { epochRecords, status: 'interrupted' }))).toBe('interrupted after epoch 3');
  const stopped = { step: 30, epoch: 3, what: 'stoppedEarly', note: 'Stopped early' } as const;
  expect(statusWords(runOf('a', { epochRecords, interventions: [stopped] }))).toBe('stopped early (epoch 3)');
  // More epochs were trained after that.
  expect(statusWords(runOf('a', { epochRecords, interventions: [{ ...stopped, epoch: 2 }] }))).toBe('finished');
});

test('only the run on show is said to be training: another one may be in a tab that is gone', () => {
  const run = runOf('a', { status: 'training', epochRecords: [epochOf(1, 2)] });
  expect([true, false].map((onShow) => statusWords(run, onShow))).toEqual(['training', 'not finished after epoch 1']);
});

test('a time is as short as it can be', () => {
  const now = new Date(2026, 10, 21, 14, 0).getTime();
  expect(whenWords(new Date(2026, 10, 21, 9, 5).getTime(), now)).toBe('09:05');
  expect(whenWords(new Date(2026, 10, 20, 9, 5).getTime(), now)).toBe('20\u00a0Nov, 09:05');
  expect(whenWords(new Date(2025, 10, 21, 9, 5).getTime(), now)).toBe('21\u00a0Nov 2025');
});

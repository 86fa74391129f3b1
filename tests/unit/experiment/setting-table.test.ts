import { withForest, withLayers } from '@tests/support/runs';
import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { differingSettings } from '@/experiment/words/setting-table';

const base = defaultExperiment();

test('only settings that are not the same in all are listed, each in words for each Experiment', () => {
  const quick = { ...base, name: 'other name', training: { ...base.training, epochs: 9 } };
  const slow = { ...base, training: { ...base.training, learningRate: 0.0005 } };
  expect(differingSettings([base, quick, slow]).map(({ label, values }) => [label, ...values])).toEqual([
    ['Learning rate', '0.001', '0.001', '0.0005'],
    ['Epochs', ...[base, quick, slow].map(({ training }) => String(training.epochs))],
  ]);
  expect(differingSettings([base, { ...base, name: 'x' }])).toEqual([]);
  expect(differingSettings([base])).toEqual([]);
});

test('layers are compared by their place, and one that is missing is none', () => {
  const [short, long] = [
    withLayers(['flatten'], ['dense', { units: 32 }]),
    withLayers(['flatten'], ['dense', { units: 64 }], ['batchNormalization']),
  ];
  const rows = differingSettings([short, long]);
  expect(rows.map(({ label }) => label)).toEqual(['Layer 2', 'Layer 3']);
  expect(rows[0]?.values).toEqual(['Dense 32 · relu', 'Dense 64 · relu']);
  expect(rows[1]?.values).toEqual([null, 'BatchNormalization']);
});

test('values that read alike are told apart by their digits', () => {
  const close = { ...base, training: { ...base.training, learningRate: 0.00100000001 } };
  const [row] = differingSettings([base, close]);
  expect(row?.values[0]).not.toBe(row?.values[1]);
});

test('a classical model beside a network lacks its layers, and the network lacks the model', () => {
  const rows = differingSettings([base, withForest(10)]);
  expect(rows.find(({ key }) => key === 'model')?.values).toEqual([null, 'Random forest']);
  expect(rows.find(({ key }) => key === 'layer.l1')?.values[1]).toBeNull();
});

import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { createLayer } from '@/experiment/network/kinds';
import { typedField } from '@/stores/typed-field';

const base = defaultExperiment();
const layersWith = (units: number) => ({ ...base, model: { kind: 'network', layers: [{ ...createLayer('dense', 'a'), units }] } });
const training = (change: object) => ({ ...base, training: { ...base.training, ...change } });
const groups = (name: string) => ({ ...base, data: { ...base.data, task: { kind: 'groups', groups: [{ name, classes: [1] }] } } });

test('what is typed is the field that it is typed into', () => {
  expect(typedField(layersWith(1), layersWith(12))).toBe('model.layers.0.units');
  expect(typedField(base, training({ epochs: Number.NaN }))).toBe('training.epochs');
  expect(typedField(groups('To'), groups('Top'))).toBe('data.task.groups.0.name');
  expect(typedField({ ...base, data: { ...base.data, trainSize: null } }, { ...base, data: { ...base.data, trainSize: 1 } })).toBe(
    'data.trainSize',
  );
});

test('what is chosen or pressed is no typing', () => {
  expect(typedField(base, training({ loss: 'meanSquaredError' }))).toBeNull();
  expect(typedField(base, training({ optimizer: { kind: 'sgd' } }))).toBeNull();
  expect(typedField(base, { ...base, data: { ...base.data, split: { ...base.data.split, stratified: false } } })).toBeNull();
  expect(typedField(layersWith(1), { ...base, model: { kind: 'network', layers: [] } })).toBeNull();
  expect(typedField(base, training({ epochs: 1, seed: 5 }))).toBeNull();
});

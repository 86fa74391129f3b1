import { describe, expect, it } from 'vitest';
import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassicalModel, classicalEntry } from '@/experiment/classical/models';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { createLayer, kindOf, LAYER_KINDS, type Layer } from '@/experiment/network/kinds';
import { summaryText } from '@/experiment/network/summary';
import { modelWords } from '@/experiment/words/model';
import { settingRows } from '@/experiment/words/setting-rows';
import { unusualWords } from '@/experiment/words/unusual';
import { changesOf, fineOptions } from '@/features/builder/cards/fine-options';

/** The value with each of its numbers cleared, as a field that is half typed leaves them. */
function cleared<T>(value: T): T {
  if (typeof value === 'number') return Number.NaN as T;
  if (Array.isArray(value)) return value.map(cleared) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleared(one)])) as T;
}

/** Everything that is said of an Experiment in words made of its options. */
const wordsOf = (experiment: Experiment): string =>
  [...settingRows(experiment).map(({ value }) => value), modelWords(experiment), ...unusualWords(experiment)].join('\n');

describe('where a number could not be read, words have a dash', () => {
  it.each(LAYER_KINDS)('for %s', (kind) => {
    const leaky = (layer: Layer) => ('activation' in layer ? { ...layer, activation: 'leakyRelu' as const } : layer);
    const layer = leaky(cleared(createLayer(kind, 'l1')));
    const experiment: Experiment = { ...defaultExperiment(), model: { kind: 'network', layers: [layer] } };
    const { summary, fields } = kindOf(layer);
    const words = [wordsOf(experiment), summary(layer), changesOf(layer, fineOptions(fields)), summaryText(planOf(experiment))].join('\n');
    expect(words).not.toMatch(/NaN|undefined/);
    const hasNumber = fields.some(({ type }) => type === 'integer' || type === 'number' || type === 'shape');
    expect(summary(layer).includes('—')).toBe(hasNumber);
  });

  it.each(CLASSICAL_KINDS)('for %s', (kind) => {
    const classical: ClassicalModel = cleared(CLASSICAL_MODELS[kind].defaults);
    const experiment: Experiment = { ...defaultExperiment(), model: { kind: 'classical', classical } };
    const learns = classicalEntry(classical).learns(classical, { pixels: 784, classes: 10, trainingImages: 0 });
    expect([wordsOf(experiment), learns].join('\n')).not.toMatch(/NaN|undefined/);
  });

  it('for a batch size, which is no fault of any layer', () => {
    const { training, ...rest } = defaultExperiment();
    const half = { ...rest, training: { ...training, batchSize: Number.NaN } };
    expect(planOf(half).issues.map(({ message }) => message)).toEqual([]);
  });

  it('for data and training', () => {
    const { data, training, ...rest } = defaultExperiment();
    expect(wordsOf({ ...rest, data: cleared(data), training: cleared(training) })).not.toMatch(/NaN|undefined/);
  });
});

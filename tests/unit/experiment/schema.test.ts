import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { createLayer } from '@/experiment/network/kinds';
import type { LayerKind } from '@/experiment/network/types';
import { PRESETS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const KINDS: LayerKind[] = [
  'dense',
  'conv2d',
  'maxPooling2d',
  'averagePooling2d',
  'flatten',
  'dropout',
  'batchNormalization',
  'activation',
];

const anyExperiment: fc.Arbitrary<Experiment> = fc
  .record({
    kinds: fc.array(fc.constantFrom(...KINDS), { maxLength: 12 }),
    optimizer: fc.constantFrom(...OPTIMIZER_NAMES),
    learningRate: fc.double({ noNaN: true, noDefaultInfinity: true }),
    epochs: fc.integer(),
    validationShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    name: fc.string({ maxLength: 200 }),
  })
  .map(({ kinds, optimizer, learningRate, epochs, validationShare, name }) => {
    const base = defaultExperiment();
    return {
      ...base,
      name,
      data: { ...base.data, split: { kind: 'official', validationShare, stratified: true } },
      model: { kind: 'network', layers: kinds.map((kind, i) => createLayer(kind, `layer ${i}`)) },
      // JSON has no -0.
      training: { ...base.training, optimizer: OPTIMIZERS[optimizer].defaults, learningRate: learningRate + 0, epochs },
    };
  });

describe('an Experiment', () => {
  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(anyExperiment, (experiment) => {
        expect(parseExperiment(throughJson(experiment))).toEqual(throughJson(experiment));
      }),
    );
  });

  it('of every preset comes back as it was', () => {
    for (const { layers } of PRESETS) {
      const experiment = { ...defaultExperiment(), model: { kind: 'network' as const, layers } };
      expect(parseExperiment(throughJson(experiment))).toEqual(experiment);
    }
  });

  it('keeps a number that could not be read as one that is not there, for the page to explain', () => {
    const experiment = defaultExperiment();
    const broken = throughJson({ ...experiment, training: { ...experiment.training, epochs: Number.NaN } });
    expect(parseExperiment(broken)?.training.epochs).toBeNaN();
  });

  it('takes defaults for options that this version does not offer, and leaves out what it does not know', () => {
    const { data, ...rest } = defaultExperiment();
    const parsed = parseExperiment({ ...rest, data: { dataset: data.dataset, split: data.split, surprise: 1 }, more: [] });
    expect(parsed).toEqual(defaultExperiment());
  });
});

describe('what is no Experiment', () => {
  const change = (path: string[], value: unknown): unknown => {
    const copy = throughJson(defaultExperiment()) as Record<string, unknown>;
    const last = path.at(-1) ?? '';
    const parent = path.slice(0, -1).reduce((object, key) => object[key] as Record<string, unknown>, copy);
    parent[last] = value;
    return copy;
  };

  it.each([
    ['another version', change(['version'], 2)],
    ['another data set', change(['data', 'dataset'], 'cats')],
    ['an unknown layer', change(['model', 'layers'], [{ id: 'a', kind: 'lstm' }])],
    ['a layer without its options', change(['model', 'layers'], [{ id: 'a', kind: 'dense' }])],
    ['two layers of one id', change(['model', 'layers'], [createLayer('flatten', 'a'), createLayer('flatten', 'a')])],
    [
      'too many layers',
      change(
        ['model', 'layers'],
        Array.from({ length: 201 }, (_, i) => createLayer('flatten', `l${i}`)),
      ),
    ],
    ['an unknown optimizer', change(['training', 'optimizer'], { kind: 'lion' })],
    ['words for a number', change(['training', 'epochs'], '5')],
    ['a name as long as a book', change(['name'], 'x'.repeat(201))],
    ['nothing', null],
    ['a list', []],
    ['text', 'experiment'],
  ])('%s is refused', (_, value) => expect(parseExperiment(value)).toBeNull());

  it('never throws, and never lets a foreign prototype in', () => {
    fc.assert(fc.property(fc.anything(), (value) => parseExperiment(value) === null || fc.pre(false)));
    const polluted = JSON.parse(`{"__proto__": {"polluted": true}, ${JSON.stringify(defaultExperiment()).slice(1)}`);
    expect(parseExperiment(polluted)).toEqual(defaultExperiment());
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
  });
});

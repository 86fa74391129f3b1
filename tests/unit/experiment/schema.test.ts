import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassicalKind, type ClassicalModel } from '@/experiment/classical/models';
import { AUGMENTATION_KINDS, AUGMENTATIONS } from '@/experiment/data/augmentations';
import type { DataSpec, Scaling, Split, Task } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { createLayer, LAYER_KINDS, type Layer } from '@/experiment/network/kinds';
import { ACTIVATIONS, INITIALIZERS } from '@/experiment/network/types';
import { PRESETS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';
import { CLIPPINGS } from '@/experiment/training/clipping';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULES } from '@/experiment/training/schedules';
import type { Clipping, Optimizer, OptimizerName, Schedule, TrainingSpec } from '@/experiment/training/types';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
// JSON has no -0.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const anyLabel = fc.nat(9);

const anyTask: fc.Arbitrary<Task> = fc.oneof(
  fc.constant<Task>({ kind: 'classes' }),
  fc.record({
    kind: fc.constant('groups' as const),
    groups: fc.array(fc.record({ name: fc.string({ maxLength: 60 }), classes: fc.array(anyLabel, { maxLength: 10 }) }), { maxLength: 10 }),
  }),
  fc.record({ kind: fc.constant('pair' as const), classes: fc.tuple(anyLabel, anyLabel) }),
);

const switches = { stratified: fc.boolean(), validationIsTest: fc.boolean() };
const anySplit: fc.Arbitrary<Split> = fc.oneof(
  fc.record({ kind: fc.constant('official' as const), validationShare: number, ...switches }),
  fc.record({
    kind: fc.constant('pooled' as const),
    sizes: fc.constantFrom('shares' as const, 'counts' as const),
    train: number,
    validation: number,
    test: number,
    ...switches,
  }),
);

const anyData: fc.Arbitrary<DataSpec> = fc.record({
  dataset: fc.constantFrom('fashion-mnist' as const, 'builtin-garments' as const),
  task: anyTask,
  split: anySplit,
  scaling: fc.constantFrom<Scaling>('unit', 'standardized', 'none'),
  trainSize: fc.option(number),
  labelNoise: number,
  labelNoiseRule: fc.constantFrom('exactShare' as const, 'eachImage' as const),
  augmentation: fc.record({
    steps: fc.array(
      fc.constantFrom(...AUGMENTATION_KINDS).chain((kind) => number.map((value) => scaled(AUGMENTATIONS[kind].defaults, value))),
      { maxLength: 10 },
    ),
    mode: fc.constantFrom('inPlace' as const, 'addCopies' as const),
    classes: fc.option(fc.array(anyLabel, { maxLength: 10 })),
  }),
  drawings: fc.option(
    fc.record({
      list: fc.array(fc.record({ label: anyLabel, pixels: fc.base64String({ minLength: 4, maxLength: 40 }) }), {
        minLength: 1,
        maxLength: 5,
      }),
      times: number,
    }),
  ),
});

/** A choice with another number in each of its number options. */
const scaled = <T extends object>(choice: T, value: number): T =>
  Object.fromEntries(Object.entries(choice).map(([name, old]) => [name, typeof old === 'number' ? value : old])) as T;

const anyOf = <K extends string, T extends object>(table: Record<K, { defaults: T }>) =>
  fc.constantFrom(...(Object.keys(table) as K[])).chain((kind) => number.map((value) => scaled(table[kind].defaults, value)));

const anyTraining: fc.Arbitrary<TrainingSpec> = fc.record({
  optimizer: anyOf<OptimizerName, Optimizer>(OPTIMIZERS),
  learningRate: number,
  schedule: anyOf<Schedule['kind'], Schedule>(SCHEDULES),
  warmupEpochs: number,
  clipping: anyOf<Clipping['kind'], Clipping>(CLIPPINGS),
  loss: fc.constantFrom('crossEntropy' as const, 'meanSquaredError' as const),
  classWeights: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.constant({ kind: 'balanced' as const }),
    fc.record({ kind: fc.constant('custom' as const), weights: fc.array(number, { maxLength: 10 }) }),
  ),
  batchSize: fc.integer(),
  epochs: fc.integer(),
  earlyStopping: fc.option(number.map((value) => scaled(EARLY_STOPPING.defaults, value))),
  seed: fc.integer(),
});

const anyLayers = fc.array(
  fc
    .tuple(fc.constantFrom(...LAYER_KINDS), fc.constantFrom(...INITIALIZERS), fc.constantFrom(...ACTIVATIONS), number)
    .map(([kind, kernelInitializer, activation, value]) => ({
      kind,
      wanted: { kernelInitializer, activation, recurrentActivation: activation },
      value,
    })),
  { maxLength: 12 },
);

const anyClassical = anyOf<ClassicalKind, ClassicalModel>(CLASSICAL_MODELS);

const anyExperiment: fc.Arbitrary<Experiment> = fc
  .record({ name: fc.string({ maxLength: 200 }), data: anyData, training: anyTraining, layers: anyLayers })
  .map(({ name, data, training, layers }) => ({
    ...defaultExperiment(),
    name,
    data,
    training,
    model: {
      kind: 'network',
      layers: layers.map(({ kind, wanted, value }, i) => {
        const layer = scaled(createLayer(kind, `layer ${i}`), value);
        const own = Object.entries(wanted).filter(([option]) => option in layer);
        return { ...layer, ...Object.fromEntries(own) };
      }),
    },
  }));

it('reads label noise of an earlier version as it was drawn then', () => {
  const stored = (labelNoise: number) => {
    const { labelNoiseRule: _, ...data } = defaultExperiment().data;
    return parseExperiment({ ...defaultExperiment(), data: { ...data, labelNoise } })?.data.labelNoiseRule;
  };
  expect([stored(0), stored(0.2)]).toEqual(['exactShare', 'eachImage']);
});

describe('an Experiment', () => {
  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(anyExperiment, (experiment) => {
        expect(parseExperiment(throughJson(experiment))).toEqual(throughJson(experiment));
      }),
    );
  });

  it('of a classical model comes back from JSON as it was', () => {
    fc.assert(
      fc.property(anyExperiment, anyClassical, (experiment, model) => {
        const other: Experiment = { ...experiment, model: { kind: 'classical', classical: model } };
        expect(parseExperiment(throughJson(other))).toEqual(throughJson(other));
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

  it('of an earlier version takes what it did without a choice then, and leaves out what is not known', () => {
    const without = (layer: Layer) => {
      const { kernelInitializer: _initializer, ...old } = { kernelInitializer: null, ...layer };
      return old;
    };
    const { data, training, ...rest } = defaultExperiment();
    const { optimizer, learningRate, batchSize, epochs, seed } = training;
    const old = {
      ...rest,
      data: { dataset: data.dataset, split: { kind: 'official', validationShare: 0.1, stratified: true }, surprise: 1 },
      model: { kind: 'network', layers: layersOf(defaultExperiment()).map(without) },
      training: { optimizer, learningRate, batchSize, epochs, seed },
      more: [],
    };
    expect(parseExperiment(throughJson(old))).toEqual(defaultExperiment());
    const pooled = { kind: 'pooled', train: 0.8, validation: 0.1, test: 0.1, stratified: false, validationIsTest: true };
    expect(parseExperiment({ ...old, data: { ...old.data, split: pooled } })?.data.split).toEqual({ ...pooled, sizes: 'shares' });
  });

  it('parses with nothing shared between two of them', () => {
    const [one, two] = [parseExperiment(old()), parseExperiment(old())];
    one?.data.augmentation.steps.push(AUGMENTATIONS.cutout.defaults);
    expect(two?.data.augmentation.steps).toEqual([]);
  });
});

/** An Experiment without any of the parts that may be missing. */
function old(): unknown {
  const { data, training, ...rest } = defaultExperiment();
  const { optimizer, learningRate, batchSize, epochs, seed } = training;
  return { ...rest, data: { dataset: data.dataset, split: data.split }, training: { optimizer, learningRate, batchSize, epochs, seed } };
}

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
    ['an unknown layer', change(['model', 'layers'], [{ id: 'a', kind: 'attention' }])],
    ['an unknown initializer', change(['model', 'layers'], [{ ...createLayer('dense', 'a'), kernelInitializer: 'magic' }])],
    ['a target shape in words', change(['model', 'layers'], [{ ...createLayer('reshape', 'a'), targetShape: '28 x 28' }])],
    ['a class that does not exist', change(['data', 'task'], { kind: 'pair', classes: [0, 10] })],
    ['a pair of three', change(['data', 'task'], { kind: 'pair', classes: [0, 1, 2] })],
    ['an unknown change of images', change(['data', 'augmentation', 'steps'], [{ kind: 'swirl', probability: 1 }])],
    ['an unknown schedule', change(['training', 'schedule'], { kind: 'moon phase' })],
    ['an unknown monitor', change(['training', 'earlyStopping'], { ...EARLY_STOPPING.defaults, monitor: 'luck' })],
    ['an unknown classical model', change(['model'], { kind: 'classical', classical: { kind: 'oracle' } })],
    ['a classical model that is missing', change(['model'], { kind: 'classical' })],
    ['a model of no known kind', change(['model'], { kind: 'magic', layers: [] })],
    ...CLASSICAL_KINDS.flatMap((kind) =>
      Object.keys(CLASSICAL_MODELS[kind].defaults).map((option): [string, unknown] => [
        `a classical model (${kind}) whose ${option} is a list`,
        change(['model'], { kind: 'classical', classical: { ...CLASSICAL_MODELS[kind].defaults, [option]: [] } }),
      ]),
    ),
    ['a layer without its options', change(['model', 'layers'], [{ id: 'a', kind: 'dense' }])],
    ['two layers of one id', change(['model', 'layers'], [createLayer('flatten', 'a'), createLayer('flatten', 'a')])],
    [
      'too many layers',
      change(
        ['model', 'layers'],
        Array.from({ length: 1001 }, (_, i) => createLayer('flatten', `l${i}`)),
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

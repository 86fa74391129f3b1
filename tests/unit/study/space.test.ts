import { OWN_CASES } from '@tests/support/own-code-cases';
import { describe, expect, it } from 'vitest';
import { keysOf } from '@/experiment/choice';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { AUGMENTATION_KINDS, AUGMENTATIONS } from '@/experiment/data/augmentations';
import { defaultExperiment } from '@/experiment/defaults';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { KINDS } from '@/experiment/network/kinds';
import { stack } from '@/experiment/presets/stack';
import { createRandom } from '@/experiment/random';
import { CLIPPINGS } from '@/experiment/training/clipping';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULES } from '@/experiment/training/schedules';
import { comparedVariants } from '@/study/findings/compared';
import { plannedWork, studyProblem } from '@/study/plan';
import { parseStudyRecord } from '@/study/schema';
import { blockParameters } from '@/study/space/blocks';
import { withSetting } from '@/study/space/change-setting';
import { designParameter } from '@/study/space/designs';
import { type Domain, domainProblem, domainSize, placeOf, valueAt, valuesOf } from '@/study/space/domain';
import { experimentSpace, experimentWith, impossible, openParameters, parameterProblem } from '@/study/space/experiment-space';
import { drawValues, everyValues, keyOf, type Parameter, spaceSize } from '@/study/space/search-space';
import { settingAt, settingsOf } from '@/study/space/settings';
import { suggestedDomain } from '@/study/space/suggested-domain';
import type { Study } from '@/study/study';
import { parameterName, valueWords } from '@/study/words';

const base: Experiment = {
  ...defaultExperiment(),
  model: {
    kind: 'network',
    layers: stack(['flatten'], ['dense', { units: 64 }], ['dropout', { rate: 0.2 }], ['dense', { units: 32 }], ['dropout', { rate: 0.1 }]),
  },
};
const list = (...values: (number | string | boolean)[]): Domain => ({ kind: 'list', values });
const parameter = (address: string, domain: Domain): Parameter => ({ address, domain });

describe('designs as a parameter', () => {
  const other: Experiment = { ...base, training: { ...base.training, learningRate: 0.5, epochs: 7 } };
  const reseeded: Experiment = { ...base, name: 'again', training: { ...base.training, seed: 99 } };
  const designs = designParameter([
    { name: 'Plain', experiment: base },
    { name: 'Plain', experiment: other },
    { name: 'Seeded', experiment: reseeded },
  ]);
  if (!designs) throw new Error('There are two designs.');

  it('are told apart by name, and are one where only their seeds and names differ', () => {
    expect(designs.domain).toEqual(list('Plain', 'Plain (2)'));
    expect(
      designParameter([
        { name: 'Plain', experiment: base },
        { name: 'Seeded', experiment: reseeded },
      ]),
    ).toBeNull();
  });

  it('keep the order in which they were chosen, whatever they are called', () => {
    const numbered = designParameter([
      { name: '10', experiment: base },
      { name: '2', experiment: other },
    ]);
    expect(numbered?.domain).toEqual(list('Design 10', 'Design 2'));
    expect(Object.keys(numbered?.designs ?? {})).toEqual(['Design 10', 'Design 2']);
  });

  it('stand for all settings at once, whatever the base is, beside settings that only some of them have', () => {
    const rate = parameter('training.optimizer.momentum', list(0.5, 0.9));
    const momentum = { ...other, training: { ...other.training, optimizer: OPTIMIZERS.momentum.defaults } };
    const some = designParameter([
      { name: 'A', experiment: { ...base, training: { ...base.training, optimizer: OPTIMIZERS.adam.defaults } } },
      { name: 'B', experiment: momentum },
    ]);
    const space = experimentSpace(defaultExperiment(), [rate, ...(some ? [some] : [])]);
    const all = [...everyValues(space, 2)];
    expect(all.map(keyOf)).toEqual([
      'design.variant=A',
      'design.variant=B|training.optimizer.momentum=0.5',
      'design.variant=B|training.optimizer.momentum=0.9',
    ]);
    expect(experimentWith(defaultExperiment(), space, all[2] ?? {})).toEqual({
      ...momentum,
      training: { ...momentum.training, optimizer: { ...OPTIMIZERS.momentum.defaults, momentum: 0.9 } },
    });
  });

  it('survive storage, and are compared in words of their own', () => {
    const study: Study = {
      id: 's',
      name: 'Designs',
      createdAt: 0,
      base,
      parameters: [designs],
      method: { kind: 'compare' },
      objective: 'validationAccuracy',
      budget: 2,
      seed: 1,
    };
    const record = { study, trials: [], status: 'paused' as const, updatedAt: 0 };
    expect(parseStudyRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(plannedWork(study).epochs).toBe(2 * (base.training.epochs + 7));
    expect(studyProblem(study)).toBeNull();
    expect(comparedVariants(study, []).map(({ name }) => name)).toEqual(['Plain', 'Plain (2)']);
    const elsewhere = { ...other, data: { ...other.data, dataset: 'builtin-garments' as const } };
    const mixed = designParameter([
      { name: 'Here', experiment: base },
      { name: 'There', experiment: elsewhere },
    ]);
    expect(studyProblem({ ...study, parameters: mixed ? [mixed] : [] })).toMatch(/cannot be compared/);
    const twoClasses = { ...other, data: { ...other.data, task: { kind: 'pair' as const, classes: [0, 1] as [number, number] } } };
    const asked = designParameter([
      { name: 'All', experiment: base },
      { name: 'Two', experiment: twoClasses },
    ]);
    expect(studyProblem({ ...study, parameters: asked ? [asked] : [] })).toMatch(/cannot be compared/);
  });
});

describe('a domain', () => {
  const domains: Domain[] = [
    { kind: 'range', min: 32, max: 512, step: 32, log: false },
    { kind: 'range', min: 0, max: 0.3, step: 0.1, log: false },
    { kind: 'range', min: 1e-5, max: 0.1, step: null, log: true },
    list(0.001, 0.0001, 0.00001),
    list('relu', 'gelu'),
  ];

  it.each(domains)('finds each of its values again: $kind', (domain) => {
    for (const value of valuesOf(domain, 7)) expect(valueAt(domain, placeOf(domain, value))).toBe(value);
  });

  it('counts its values, the maximum among them', () => {
    expect(domains.map(domainSize)).toEqual([16, 4, Number.POSITIVE_INFINITY, 3, 2]);
    expect(valuesOf(domains[1] as Domain, 2)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('draws each value of a linear scale equally often', () => {
    const random = createRandom(3);
    const counts = new Map<unknown, number>();
    for (let k = 0; k < 4000; k++) {
      const value = valueAt(domains[1] as Domain, random.next());
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  it('of whole numbers never leads between them', () => {
    const base = defaultExperiment();
    const problem = (domain: Partial<Extract<Domain, { kind: 'range' }>>) =>
      parameterProblem(base, {
        address: 'training.batchSize',
        domain: { kind: 'range', min: 16, max: 64, step: 16, log: false, ...domain },
      });
    expect(problem({})).toBeNull();
    expect(problem({ step: null })).toBe('Whole numbers need a step.');
    expect(problem({ max: 4000, step: 0.5 })).toMatch(/whole numbers/);
    expect(parameterProblem(base, { address: 'training.learningRate', domain: domains[2] as Domain })).toBeNull();
  });

  it('says what is wrong with it', () => {
    expect(domainProblem({ kind: 'range', min: 2, max: 1, step: 1, log: false })).toMatch(/below the maximum/);
    expect(domainProblem({ kind: 'range', min: 0, max: 1, step: null, log: true })).toMatch(/above 0/);
    const listed = (count: number): Domain => ({ kind: 'list', values: Array.from({ length: count }, (_, k) => k) });
    expect(domainProblem(listed(100))).toBeNull();
    expect(domainProblem(listed(101))).toMatch(/100/);
    expect(domainProblem(list(1, 1))).toMatch(/twice/);
    expect(domainProblem(list(1, 2))).toBeNull();
  });
});

describe('a setting', () => {
  const classWeights = { kind: 'custom' as const, weights: Array.from({ length: 10 }, () => 1) };
  const weighted: Experiment = { ...base, training: { ...base.training, classWeights } };
  const pooled: Experiment = { ...base, model: { kind: 'network', layers: stack(['maxPooling2d'], ['flatten'], ['dense', { units: 8 }]) } };
  const classical = Object.entries(CLASSICAL_MODELS).map(([kind, { defaults }]): [string, Experiment] => [
    kind,
    { ...base, model: { kind: 'classical', classical: defaults } },
  ]);

  const trained = [
    ...Object.entries(OPTIMIZERS).map(([kind, { defaults }]) => [kind, { optimizer: defaults }] as const),
    ...Object.entries(SCHEDULES).map(([kind, { defaults }]) => [kind, { schedule: defaults }] as const),
    ...Object.entries(CLIPPINGS).map(([kind, { defaults }]) => [kind, { clipping: defaults }] as const),
  ].map(([kind, change]): [string, Experiment] => [kind, { ...base, training: { ...base.training, ...change } }]);
  const steps = AUGMENTATION_KINDS.map((kind) => AUGMENTATIONS[kind].defaults);
  const every: Experiment['model'] = { kind: 'network', layers: stack(...keysOf(KINDS).map((kind): [typeof kind] => [kind])) };
  const designs: [string, Experiment][] = [
    ['a network', base],
    ['own class weights', weighted],
    ['pooling', pooled],
    ...classical,
    ...trained,
    ['all kinds of layers', { ...base, model: every }],
    ['all changes of images', { ...base, data: { ...base.data, augmentation: { ...base.data.augmentation, steps } } }],
  ];

  it.each(designs)('can be read and written at each of its addresses: %s', (_, design) => {
    for (const setting of settingsOf(design)) {
      const domain = suggestedDomain(setting);
      expect(domainProblem(domain), setting.address).toBeNull();
      expect(parameterProblem(design, { address: setting.address, domain }), setting.address).toBeNull();
      if (setting.value !== null && domain.kind === 'list') expect(domain.values, setting.address).toContain(setting.value);
      for (const value of valuesOf(domain, 3)) {
        const changed = withSetting(design, setting, value);
        const read = settingAt(changed, setting);
        // A layer that is taken out is not there to be read.
        if (setting.address.startsWith('present.') && value === false) expect(layersOf(changed)).toHaveLength(layersOf(design).length - 1);
        else expect(read?.value, setting.address).toBe(value);
      }
    }
  });

  it('is each option of a classical model, and the class weights where it heeds them', () => {
    const addressesOf = (kind: string) => settingsOf(new Map(classical).get(kind) ?? base).map(({ address }) => address);
    const data = ['data.trainSize', 'data.scaling', 'data.labelNoise'];
    expect(addressesOf('nearestNeighbours')).toEqual(['classical.k', 'classical.weights', ...data]);
    expect(addressesOf('logisticRegression')).toEqual(['classical.C', 'classical.maxIterations', 'training.classWeights', ...data]);
    expect(addressesOf('randomForest').slice(0, 5)).toEqual(
      ['trees', 'maxDepth', 'minSamplesLeaf', 'maxFeatures', 'bootstrap'].map((name) => `classical.${name}`),
    );
    const names = classical.map(([, design]) =>
      settingsOf(design).map((setting) => parameterName(design, { ...setting, domain: list(1) })),
    );
    expect(names.flat()).toEqual(expect.arrayContaining(['k nearest neighbors: k', 'Random forest: trees', 'Ridge: alpha']));
  });

  it('that is empty has no number among its suggestions that nobody chose, but “all” and “no limit” have', () => {
    const forest = new Map(classical).get('randomForest') ?? base;
    const suggested = (design: Experiment, address: string) => {
      const setting = settingAt(design, { address });
      return setting && suggestedDomain(setting);
    };
    expect(suggested(forest, 'classical.maxFeatures')).toEqual(list(4, 8, 16, 28, 56));
    expect(suggested(forest, 'classical.maxDepth')).toEqual(list(5, 10, 20, 40, 1000));
    expect(suggested(pooled, `layer.${layersOf(pooled)[0]?.id}.strides`)).toEqual(list(1, 2));
  });

  it('of a class is its own weight, and keeps its name once the weights are equal', () => {
    const shirt = { address: 'training.classWeights.weights.6', domain: list(1, 2) };
    const changed = withSetting(weighted, shirt, 2);
    expect(changed.training.classWeights).toEqual({ kind: 'custom', weights: [1, 1, 1, 1, 1, 1, 2, 1, 1, 1] });
    expect([weighted, base].map((design) => parameterName(design, shirt))).toEqual(['Class weights: Shirt', 'Class weights: Shirt']);
    expect(withSetting(base, shirt, 2)).toEqual(base);
    // Another task has other classes: nothing can be said of a weight for each of ten.
    const pair = { ...weighted, data: { ...weighted.data, task: { kind: 'pair' as const, classes: [0, 1] as [number, number] } } };
    expect(settingAt(pair, shirt)).toBeNull();
    expect(settingAt(pair, { address: 'training.classWeights.weights.0' })).toBeNull();
  });

  it('is named beside another choice than the design has, and counts only where that is open', () => {
    const patience = parameter('training.earlyStopping.patience', list(2, 5));
    const stopping = parameter('training.earlyStopping', list(true, false));
    const momentum = parameter('training.optimizer.momentum', list(0.5, 0.9));
    const gone = parameter('layer.none.units', list(8, 16));
    expect([patience, momentum, gone].map((one) => parameterName(base, one))).toEqual([
      'Early stopping: patience',
      'SGD with momentum: momentum',
      'units',
    ]);
    const forest = new Map(classical).get('randomForest') ?? base;
    const trees = parameter('classical.trees', list(10, 30));
    expect([parameterName(base, trees), ...[patience, momentum].map((one) => parameterName(forest, one))]).toEqual([
      'Random forest: trees',
      'Early stopping: patience',
      'SGD with momentum: momentum',
    ]);
    expect(openParameters(base, [patience, momentum, gone])).toEqual([]);
    expect(openParameters(base, [patience, stopping, gone])).toEqual([patience, stopping]);
    const optimizer = parameter('training.optimizer', list('sgd', 'momentum'));
    expect(openParameters(base, [momentum, optimizer])).toEqual([momentum, optimizer]);
    expect(openParameters(base, [momentum, { ...optimizer, domain: list('sgd', 'adam') }])).toHaveLength(1);
    // Its own values do not bring a setting back that the design has no more.
    const weights = parameter('training.classWeights', list('none', 'balanced'));
    expect([base, weighted].map((design) => openParameters(design, [weights]))).toEqual([[weights], []]);
    // Two of the others together may bring it: the forest of the base has no optimizer.
    const both = designParameter([
      { name: 'Network', experiment: base },
      { name: 'Forest', experiment: forest },
    ]);
    const all = [momentum, optimizer, ...(both ? [both] : [])];
    expect(openParameters(forest, all)).toEqual(all);
    expect(openParameters(base, [trees, optimizer, ...(both ? [both] : [])])).toContain(trees);
    expect(openParameters(forest, [momentum, optimizer])).toEqual([]);
  });

  it('of another kind of model is found, with its values in words', () => {
    const votes = parameter('classical.weights', list('uniform', 'distance'));
    expect([parameterName(base, votes), valueWords(base, votes, 'distance')]).toEqual([
      'k nearest neighbors: weights',
      'nearer counts more',
    ]);
    expect(parameterName(base, parameter('classical.minSamplesLeaf', list(1, 3)))).toMatch(/images per leaf$/);
    expect(parameterName(base, parameter('training.classWeights.weights.12', list(1, 2)))).toBe('Class weights: class 13');
  });

  it('of a forest has no more inputs than there are', () => {
    const { experiment } = OWN_CASES.find((one) => one.experiment.name === 'prices')!;
    const rows: Experiment = { ...experiment, model: { kind: 'classical', classical: CLASSICAL_MODELS.randomForestRegressor.defaults } };
    const inputs = settingAt(rows, { address: 'classical.maxFeatures' });
    expect(inputs && suggestedDomain(inputs)).toEqual({ kind: 'range', min: 1, max: 6, step: 1, log: false });
    expect(parameterProblem(rows, parameter('classical.maxFeatures', list(4, 8)))).toMatch(/at most 6/);
  });

  it('of the training has options of its own where it is chosen', () => {
    const chosen: Experiment = {
      ...base,
      training: { ...base.training, clipping: CLIPPINGS.norm.defaults, earlyStopping: EARLY_STOPPING.defaults },
    };
    const added = settingsOf(chosen).filter(({ address }) => settingAt(base, { address }) === null);
    expect(added.map(({ address }) => address)).toEqual(
      expect.arrayContaining(['training.clipping.limit', 'training.earlyStopping.patience']),
    );
    for (const setting of added) {
      const value = valueAt(suggestedDomain(setting), 0.9);
      expect(settingAt(withSetting(chosen, setting, value), setting)?.value, setting.address).toBe(value);
    }
    expect(withSetting(chosen, { address: 'training.earlyStopping' }, false).training.earlyStopping).toBeNull();
    expect(withSetting(chosen, { address: 'training.clipping' }, 'none').training.clipping).toEqual({ kind: 'none' });
  });

  it('of the loss cannot be chosen by the loss itself', () => {
    const parameters = [parameter('training.loss', list('crossEntropy', 'meanSquaredError'))];
    const study: Study = {
      id: 's',
      name: 'Losses',
      createdAt: 0,
      base,
      parameters,
      method: { kind: 'random' },
      objective: 'validationLoss',
      budget: 2,
      seed: 1,
    };
    expect(studyProblem(study)).toMatch(/cannot be compared/);
    expect(studyProblem({ ...study, objective: 'validationAccuracy' })).toBeNull();
  });

  it('that does not exist changes nothing', () => {
    expect(settingAt(base, { address: 'layer.none.units' })).toBeNull();
    expect(withSetting(base, { address: 'layer.none.units' }, 3)).toEqual(base);
  });
});

describe('a space', () => {
  const [blocks] = blockParameters(base);
  const [first, second] = layersOf(base)
    .filter(({ kind }) => kind === 'dense')
    .map(({ id }) => id);

  it('finds the layers that repeat', () => {
    expect(blocks).toMatchObject({ address: `blocks.${first}`, domain: { min: 1, max: 2 } });
    expect(blocks?.blocks?.map((ids) => ids.length)).toEqual([2, 2]);
  });

  it('never takes away what brings images into the form that the next layer needs', () => {
    const layers = stack(
      ['conv2d', { filters: 4 }],
      ['maxPooling2d'],
      ['conv2d', { filters: 4 }],
      ['maxPooling2d'],
      ['flatten'],
      ['dense', { units: 8 }],
    );
    const small: Experiment = { ...base, model: { kind: 'network', layers } };
    const [convolutions, ...others] = blockParameters(small);
    expect(others).toEqual([]);
    const one = withSetting(small, convolutions as Parameter, 1);
    expect(layersOf(one).map(({ kind }) => kind)).toEqual(['conv2d', 'maxPooling2d', 'flatten', 'dense']);
    expect(impossible(one)).toBeNull();
  });

  it.each(['flatten', 'globalAveragePooling2d', 'reshape'] as const)('ends before a layer of the kind %s', (kind) => {
    const layers = stack(['conv2d'], ['dropout'], ['conv2d'], [kind], ['dropout'], ['conv2d']);
    const chains = blockParameters({ ...base, model: { kind: 'network', layers } });
    const ids = layers.map(({ id }) => id);
    expect(chains.map(({ blocks }) => blocks)).toEqual([[ids.slice(0, 2), ids.slice(2, 3)]]);
  });

  it('has the units of a layer only where the layer is', () => {
    const space = experimentSpace(base, [
      parameter(`layer.${second}.units`, list(8, 16, 32)),
      parameter(`layer.${first}.units`, list(8, 16)),
      blocks as Parameter,
    ]);
    const all = [...everyValues(space, 2)];
    expect(all).toHaveLength(2 + 2 * 3);
    expect(spaceSize(space)).toBe(8);
    for (const values of all) expect(`layer.${second}.units` in values).toBe(values[`blocks.${first}`] === 2);
    const small = experimentWith(base, space, { [`blocks.${first}`]: 1, [`layer.${first}.units`]: 16 });
    expect(layersOf(small).map(({ kind }) => kind)).toEqual(['flatten', 'dense', 'dropout']);
  });

  it('has momentum only beside an optimizer with momentum', () => {
    const space = experimentSpace(base, [
      parameter('training.optimizer.momentum', list(0.5, 0.9)),
      parameter('training.optimizer', list('adam', 'momentum')),
    ]);
    expect([...everyValues(space, 2)].map(keyOf).toSorted()).toEqual([
      'training.optimizer=adam',
      'training.optimizer=momentum|training.optimizer.momentum=0.5',
      'training.optimizer=momentum|training.optimizer.momentum=0.9',
    ]);
  });

  it('draws only what counts', () => {
    const space = experimentSpace(base, [parameter(`layer.${second}.units`, list(8, 16)), blocks as Parameter]);
    const random = createRandom(1);
    for (let k = 0; k < 50; k++) {
      const values = drawValues(space, random);
      expect(`layer.${second}.units` in values).toBe(values[`blocks.${first}`] === 2);
    }
  });

  it('names an impossible network and an impossible value', () => {
    const without = withSetting(base, { address: `present.${layersOf(base)[0]?.id}` }, false);
    expect(impossible(without)).toMatch(/flat list/);
    expect(impossible(without, base)).toMatch(/^Dense \(layer 2\): Dense needs a flat list/);
    expect(impossible(base)).toBeNull();
    expect(parameterProblem(base, parameter(`layer.${first}.units`, list(0, 8)))).toMatch(/at least 1/);
    expect(
      parameterProblem(base, parameter('training.learningRate', { kind: 'range', min: 1e-4, max: 0.1, step: null, log: true })),
    ).toBeNull();
  });
});

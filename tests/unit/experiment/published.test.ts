import { describe, expect, test } from 'vitest';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { describeNetwork, planOf } from '@/experiment/network/describe';
import { figuresOf, PUBLISHED } from '@/experiment/presets/published';
import { parseExperiment } from '@/experiment/schema';
import { settingIssues } from '@/experiment/setting-issues';
import { changedRows, settingRows } from '@/experiment/words/setting-rows';

const preset = (id: string) => {
  const found = PUBLISHED.find((each) => each.id === id);
  if (!found) throw new Error(`no preset ${id}`);
  return found;
};

const FORMS = PUBLISHED.flatMap((each) => [
  { id: each.id, own: each.assumed, assumed: each.assumed, experiment: each.experiment },
  ...each.variants.map((variant) => ({
    id: `${each.id} ${variant.id}`,
    own: variant.assumed ?? {},
    assumed: { ...each.assumed, ...variant.assumed },
    experiment: variant.experiment,
  })),
]);

/** Images per class of Fashion-MNIST, and rows of the one label of the prices. */
const countsOf = ({ data }: Experiment) =>
  data.dataset === 'flight-prices'
    ? { train: [16_000], test: [4000] }
    : { train: Array<number>(10).fill(6000), test: Array<number>(10).fill(1000) };

test('has every experiment of the five reports', () => {
  const wanted = 'a1 a2 a3 b1 b2 b3 b4 c1 c2 c3 c4 c5 c6 d1 e1 e2 e3 e4 e5 e6 e7'.split(' ');
  expect(PUBLISHED.map(({ id }) => id.slice(0, 2))).toEqual(wanted);
});

describe.each(FORMS)('$id', ({ own, experiment }) => {
  test('has a sound network and sound settings', () => {
    if (experiment.model.kind === 'network') expect(planOf(experiment).issues).toEqual([]);
    expect(settingIssues(experiment, countsOf(experiment)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('survives being kept and read', () => {
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  });

  test('assumes nothing about a setting that it does not have', () => {
    const keys = settingRows(experiment).map(({ key }) => key);
    expect(Object.keys(own).filter((key) => !keys.includes(key))).toEqual([]);
  });

  test('differs from itself in nothing', () => {
    expect(changedRows(structuredClone(experiment), experiment)).toEqual([]);
  });
});

test('names no two forms alike, so that a run can be traced to one', () => {
  const names = PUBLISHED.flatMap(({ experiment, variants }) =>
    [experiment, ...variants.map((form) => form.experiment)].map(({ name }) => name),
  );
  expect(new Set(names).size).toBe(names.length);
});

describe('parameters equal the printed ones', () => {
  const counts = (id: string) => {
    const { trainable, nonTrainable } = planOf(preset(id).experiment);
    return { all: trainable + nonTrainable, nonTrainable };
  };
  test.each(['c2-conv', 'c3-l2', 'c4-dropout', 'c5-dropout-l2'])('%s: 420,739', (id) => {
    expect(counts(id)).toEqual({ all: 420_739, nonTrainable: 0 });
  });
  test('c6: 420,995, of which 128 are not trained', () => {
    expect(counts('c6-batchnorm')).toEqual({ all: 420_995, nonTrainable: 128 });
  });
  test('c1: 101,770 with ten outputs', () => {
    expect(
      describeNetwork(layersOf(preset('c1-dense').experiment), { dataset: DEFAULT_DATASET, task: { kind: 'classes' } }).trainable,
    ).toBe(101_770);
    expect(counts('c1-dense').all).toBe(100_867);
  });
});

describe('what the reports do not print is marked so', () => {
  const formsOf = (report: string) => FORMS.filter(({ id }) => id.startsWith(report));
  test('how pixels were scaled, but for reports B and C, which divide by 255', () => {
    for (const { id, assumed } of FORMS) expect([id, assumed['data.scaling'] === undefined]).toEqual([id, /^[bc]/.test(id)]);
  });
  test('every setting of what report E only names, but the model', () => {
    for (const { assumed, experiment } of [...formsOf('e5'), ...formsOf('e6')]) {
      const said = settingRows(experiment).filter(
        ({ key, value }) => key !== 'model' && assumed[key] === undefined && !['none', 'constant', 'all', '0%'].includes(value),
      );
      expect(said.map(({ key }) => key)).toEqual(['data.dataset', 'data.task']);
    }
  });
  test('and which classical models report E does not even name', () => {
    const unnamed = formsOf('e5').filter(({ assumed }) => assumed.model?.startsWith('not in the report'));
    expect(unnamed.map(({ id }) => id)).toEqual(['e5-classical neighbours', 'e5-classical tree']);
  });
  test('of the three optimizers of e3, the learning rate of SGD alone', () => {
    const forms = preset('e3-optimizers').variants;
    expect(forms.filter(({ assumed }) => assumed?.['training.learningRate']).map(({ id }) => id)).toEqual(['sgd']);
    // tf.keras.optimizers.legacy.RMSprop(learning_rate=0.001, momentum=0.9), as listed.
    expect(forms.find(({ id }) => id === 'rmsprop')?.experiment.training).toMatchObject({
      optimizer: { kind: 'rmsprop', momentum: 0.9 },
      learningRate: 0.001,
    });
  });
});

describe('the prices of report E', () => {
  const prices = preset('e7-table');
  const printed = (id: string) => {
    const form = prices.variants.find((variant) => variant.id === id) ?? null;
    return new Map(figuresOf(prices, form).map(({ figure, value }) => [figure.of, value]));
  };
  const CLASSICAL = ['mean', 'linear', 'ridge', 'forest'];

  test('are learnt by the six models that it prints figures of', () => {
    expect(prices.variants.map(({ id }) => id)).toEqual([...CLASSICAL, 'linear-network', 'network']);
    for (const { id } of prices.variants) expect(printed(id).get('mse')).toBeGreaterThan(1e6);
  });

  test.each(CLASSICAL)('%s: RMSE and R2 follow from the MSE, and its MAE cannot be as printed, but for its square', (id) => {
    const figure = (of: Parameters<ReturnType<typeof printed>['get']>[0]) => printed(id).get(of) ?? Number.NaN;
    expect(Math.sqrt(figure('mse')) / figure('rmse')).toBeCloseTo(1, 5);
    const variance = printed('mean').get('mse') ?? Number.NaN;
    expect(1 - figure('mse') / variance).toBeCloseTo(figure('r2'), 5);
    // mean(e^2) <= max|e| * mean|e|: some price would be off by as much.
    expect(figure('mse') / figure('rootMae')).toBeGreaterThan(200_000);
    // A mean absolute error is never above the RMSE.
    expect(figure('rootMae') ** 2).toBeLessThan(figure('rmse'));
  });

  test('are said to be others, with what its figures imply', () => {
    const words = prices.notes.join(' ');
    expect(words).toContain('data were others');
    const { rootMae = Number.NaN, mse = Number.NaN } = Object.fromEntries(printed('mean'));
    expect(words).toContain(`squared is ${Math.round(rootMae ** 2).toLocaleString('en-US')}`);
    expect(words).toContain(`${(mse / rootMae / 1e6).toFixed(1)} million`);
    const r2 = (id: string) => (1 - (printed(id).get('mse') ?? Number.NaN) / mse).toFixed(3);
    expect(words).toContain(`their R2 is ${r2('linear-network')} and ${r2('network')}`);
  });

  test('take as many steps as the report has epochs', () => {
    const steps = (id: string) => {
      const { batchSize, epochs } = prices.variants.find((form) => form.id === id)!.experiment.training;
      return epochs * Math.ceil(16_000 / batchSize);
    };
    expect([steps('linear-network'), steps('network')]).toEqual([1000, 10_000]);
  });
});

describe('what was changed since published', () => {
  const { experiment } = preset('b1-mlp');
  test('names the setting, its value and the published one', () => {
    const slower = { ...experiment, training: { ...experiment.training, learningRate: 1e-5, batchSize: 64 } };
    expect(changedRows(slower, experiment)).toEqual([
      { key: 'training.learningRate', label: 'Learning rate', value: '0.00001', base: '0.0001' },
      { key: 'training.batchSize', label: 'Batch size', value: '64', base: '32' },
    ]);
  });
  test('names a layer that is missing and one that was added', () => {
    const layers = layersOf(experiment);
    const shorter = { ...experiment, model: { kind: 'network' as const, layers: layers.slice(0, -1) } };
    expect(changedRows(shorter, experiment)).toMatchObject([{ label: 'Dense', value: 'none' }]);
    expect(changedRows(experiment, shorter)).toMatchObject([{ label: 'Dense', base: 'none' }]);
  });
  test('names another kind of model once, and what both have', () => {
    const forest = structuredClone(preset('e5-classical').variants.find(({ id }) => id === 'forest')!.experiment);
    const tree = structuredClone(preset('e5-classical').variants.find(({ id }) => id === 'tree')!.experiment);
    forest.training.seed = 7;
    expect(changedRows(forest, tree)).toEqual([
      { key: 'model', label: 'Model', value: 'Random forest', base: 'Decision tree' },
      { key: 'training.seed', label: 'Seed', value: '7', base: '1' },
    ]);
    const shared = { ...experiment, data: forest.data, training: forest.training };
    expect(changedRows(forest, shared)).toEqual([{ key: 'model', label: 'Model', value: 'Random forest', base: 'network' }]);
  });
  test('does not care for ids of layers', () => {
    const layers = layersOf(experiment).map((layer) => ({ ...layer, id: `x${layer.id}` }));
    expect(changedRows({ ...experiment, model: { kind: 'network', layers } }, experiment)).toEqual([]);
  });
});

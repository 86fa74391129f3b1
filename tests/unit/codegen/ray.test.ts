import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_SOURCE } from '@tests/support/code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { withForest } from '@tests/support/runs';
import { afterAll, describe, expect, it } from 'vitest';
import { generateRayTune } from '@/codegen/search/ray-tune';
import { createLayer, type Layer } from '@/experiment/network/kinds';
import { SCHEDULES } from '@/experiment/training/schedules';
import type { Method } from '@/study/methods';
import { PUBLISHED_SEARCHES } from '@/study/published';
import { pythonNames } from '@/study/python-names';
import { readTrials } from '@/study/read-trials';
import type { Domain } from '@/study/space/domain';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';

const folder = mkdtempSync(join(tmpdir(), 'atelier-ray-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const python = pythonWith();

const STUDIES = PUBLISHED_SEARCHES.map((search): Study => ({ id: search.id, name: search.id, createdAt: 0, ...search.study }));
const [MLP, CNN] = STUDIES as [Study, Study];

const written = (study: Study): string => {
  const code = generateRayTune(study, CODE_SOURCE);
  if (!('text' in code)) throw new Error(code.refused.join(' '));
  return code.text;
};

const refusedOf = (study: Study): string[] => {
  const code = generateRayTune(study, CODE_SOURCE);
  return 'refused' in code ? code.refused : [];
};

interface Declared {
  kind: string;
  values?: (number | string | boolean)[];
  min?: number;
  max?: number;
  end?: number;
  step?: number;
}

function declaredBy(text: string): Record<string, Declared> {
  const path = join(folder, 'space.py');
  writeFileSync(path, `${text.slice(text.indexOf('def search_space'), text.indexOf('def use('))}\n`);
  return JSON.parse(runPython(python ?? '', [join(import.meta.dirname, 'ray-space.py'), path])) as Record<string, Declared>;
}

function domainOf({ kind, values = [], min = 0, max = 0, end = 0, step }: Declared): Domain {
  if (kind === 'choice') return { kind: 'list', values };
  if (kind === 'randint') return { kind: 'range', min, max: end - 1, step: 1, log: false };
  return { kind: 'range', min, max, step: step ?? null, log: kind === 'loguniform' };
}

const spaceBack = (study: Study): Record<string, Domain> =>
  Object.fromEntries(Object.entries(declaredBy(written(study))).map(([name, one]) => [name, domainOf(one)]));

const spaceOf = (study: Study): Record<string, Domain> => {
  const names = pythonNames(study.parameters);
  return Object.fromEntries(study.parameters.map(({ address, domain }) => [names.get(address) ?? '', domain]));
};

function compiles(text: string): void {
  const path = join(folder, 'whole.py');
  writeFileSync(path, text);
  runPython(python ?? '', ['-m', 'py_compile', path]);
  const signatures = join(import.meta.dirname, 'keras-signatures.json');
  expect(Object.values(JSON.parse(runPython(python ?? '', [join(import.meta.dirname, 'check.py'), signatures, path])))).toEqual([[]]);
  expect(text.split('\n').filter((line) => line.length > 79)).toEqual([]);
}

describe.skipIf(!python).each(STUDIES)('the Ray Tune program of $name', (study) => {
  it('is as it was, and compiles', async () => {
    const text = written(study);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${study.name.replaceAll('-', '_')}_ray_tune.py`));
    compiles(text);
  });

  it('has the same space, there and back', () => {
    expect(spaceBack(study)).toEqual(spaceOf(study));
  });
});

const range = (min: number, max: number, step: number | null, log = false): Domain => ({ kind: 'range', min, max, step, log });

it.skipIf(!python)('has every kind of domain, and the same values where Ray Tune has no such range', () => {
  const space = (address: string, domain: Domain): Record<string, Domain> =>
    spaceBack({ ...MLP, parameters: [...MLP.parameters.slice(0, -1), { address, domain }] });
  expect(space('training.learningRate', range(1e-4, 0.1, null, true))).toMatchObject({ learning_rate: range(1e-4, 0.1, null, true) });
  expect(space('training.learningRate', range(1e-4, 0.1, null))).toMatchObject({ learning_rate: range(1e-4, 0.1, null) });
  expect(space('training.epochs', range(5, 9, 1))).toMatchObject({ epochs: range(5, 9, 1) });
  // Ray Tune rounds to multiples of the step: 8, 13 and 18 are none of 5.
  expect(space('training.batchSize', range(8, 18, 5))).toMatchObject({ batch_size: { kind: 'list', values: [8, 13, 18] } });
});

it.each<[Method, RegExp]>([
  [{ kind: 'random' }, /search_alg=BasicVariantGenerator\(\s+max_concurrent=options\.trials, random_state=1\s+\)/],
  [{ kind: 'bayesian' }, /OptunaSearch\(\n\s+sampler=optuna\.samplers\.GPSampler\(seed=1\)/],
  [{ kind: 'hyperband', minEpochs: 2, factor: 3 }, /ASHAScheduler\([^)]*grace_period=2,\s+reduction_factor=3,\s+brackets=4,/],
])('searches by %o', (method, words) => {
  const text = written({ ...CNN, method });
  expect(text).toMatch(words);
  if (python) compiles(text);
});

it.skipIf(!python)('tries every value of a grid', () => {
  const parameters: Parameter[] = [
    { address: 'training.learningRate', domain: range(0.001, 0.1, null, true) },
    { address: 'training.batchSize', domain: { kind: 'list', values: [16, 32] } },
  ];
  const text = written({ ...CNN, parameters, method: { kind: 'grid', points: 3 } });
  compiles(text);
  expect(text).not.toContain('num_samples');
  expect(declaredBy(text)).toEqual({
    learning_rate: { kind: 'choice', values: [0.001, 0.01, 0.1] },
    batch_size: { kind: 'choice', values: [16, 32] },
  });
});

const withLayers = (layers: Layer[], parameters: Parameter[]): Study => ({
  ...CNN,
  base: { ...CNN.base, model: { kind: 'network', layers } },
  parameters,
});

it('refuses in words what it cannot write', () => {
  const trees: Parameter = { address: 'classical.trees', domain: { kind: 'list', values: [10, 30] } };
  expect(refusedOf({ ...MLP, base: withForest(3), parameters: [trees] })).toEqual([expect.stringMatching(/^Only neural networks/)]);
  expect(refusedOf({ ...MLP, method: { kind: 'repeat' } })[0]).toMatch(/neither repeats nor compares/);
  expect(refusedOf({ ...MLP, method: { kind: 'grid', points: 3 } })[0]).toMatch(/left out as well/);
  const optimizer: Parameter = { address: 'training.optimizer', domain: { kind: 'list', values: ['adam', 'sgd'] } };
  expect(refusedOf({ ...MLP, parameters: [optimizer] })[0]).toMatch(/^“Optimizer” cannot be part/);
  const stack = [
    { ...createLayer('conv2d', 'c'), padding: 'valid' as const },
    createLayer('maxPooling2d', 'p'),
    createLayer('flatten', 'f'),
    createLayer('dense', 'd'),
  ] as Layer[];
  const kernels: Parameter = { address: 'layer.c.kernelSize', domain: { kind: 'list', values: [3, 5] } };
  expect(refusedOf(withLayers(stack, [kernels]))).toEqual([
    'Flatten: the size of the map before it would depend on the trial. Export the study for Keras Tuner instead.',
  ]);
  const pooling: Parameter = { address: 'present.p', domain: { kind: 'list', values: [true, false] } };
  expect(refusedOf(withLayers(stack, [pooling]))[0]).toMatch(/^Flatten/);
});

it.skipIf(!python)('writes layers that are left out, tuned activations and batch normalization', () => {
  const stack = [
    createLayer('conv2d', 'c'),
    createLayer('batchNormalization', 'b'),
    createLayer('activation', 'a'),
    createLayer('globalAveragePooling2d', 'g'),
    createLayer('dense', 'd'),
    createLayer('dropout', 'o'),
  ] as Layer[];
  const text = written(
    withLayers(stack, [
      { address: 'layer.c.filters', domain: range(8, 32, 8) },
      { address: 'layer.a.activation', domain: { kind: 'list', values: ['relu', 'gelu'] } },
      { address: 'present.o', domain: { kind: 'list', values: [true, false] } },
      { address: 'layer.o.rate', domain: range(0, 0.5, 0.1) },
    ]),
  );
  compiles(text);
  expect(text).toMatch(/self\.batch_normalization_1 = BatchNormalization\(\s*size,\s/);
  expect(text).toContain('        if values["present_o"]:\n            x = F.dropout(x, values["rate_o"], self.training)\n');
  expect(text).toContain('x = ACTIVATIONS[values["activation_a"]](x)');
});

it('reads what a trial decides in functions alone', () => {
  // Ray Tune hands functions on anew for each trial, but a class only once to each process: its methods would see the constants of an earlier trial.
  const plateau = SCHEDULES.reduceOnPlateau.defaults;
  const base = { ...MLP.base, training: { ...MLP.base.training, schedule: plateau } };
  for (const study of [...STUDIES, { ...MLP, base }]) {
    const classes = written(study).matchAll(/^class \w+[^\n]*\n(?: {4}[^\n]*\n|\n)+/gm);
    const bodies = [...classes].map(([body]) => body);
    expect(bodies.length).toBeGreaterThan(1);
    for (const body of bodies) expect(body).not.toMatch(/\b(LEARNING_RATE|BATCH_SIZE|EPOCHS)\b/);
  }
});

it('writes results that come back as trials', () => {
  // What the program wrote for two trials; 0.30000000000000004 is how Python counts in tenths.
  const columns = /^NAMES = (\[[^\]]*\])\nRESULT_COLUMNS = (\[[^\]]*\])/m.exec(written(MLP).replace(/,\n\]/g, ']'));
  const heading = [columns?.[1], columns?.[2]].flatMap((list) => JSON.parse(list ?? '[]') as string[]);
  const values = ['3', '64', '0.1', '32', '0.30000000000000004', '96', '0', '448', '0.2', '32', '0', '0.0001'];
  const lines = [
    heading.join(','),
    [...values, '1', '12', '0.891', '0.312', '80.5', 'finished', ''].join(','),
    [...values, '1', '', '', '', '', 'failed', 'RuntimeError: out of memory'].join(','),
  ];
  const read = readTrials(MLP, lines.join('\r\n'));
  if ('problem' in read) throw new Error(read.problem);
  const [good, bad] = read.trials;
  expect(good?.values['layer.l5.rate']).toBe(0.3);
  // The fourth and fifth blocks are not there.
  expect(good?.values['layer.l8.units']).toBeUndefined();
  expect(good?.outcomes).toEqual([{ epochs: 12, accuracy: 0.891, loss: 0.312, seconds: 80.5 }]);
  expect([bad?.status, bad?.cause]).toEqual(['failed', 'RuntimeError: out of memory']);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_SOURCE } from '@tests/support/code-cases';
import { OWN_CASES } from '@tests/support/own-code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, describe, expect, it } from 'vitest';
import { generateKerasTuner } from '@/codegen/search/keras-tuner';
import type { Method } from '@/study/methods';
import { PUBLISHED_SEARCHES } from '@/study/published';
import { pythonNames } from '@/study/python-names';
import type { Domain, ParameterValue } from '@/study/space/domain';
import type { Parameter } from '@/study/space/search-space';
import type { Study } from '@/study/study';

const folder = mkdtempSync(join(tmpdir(), 'atelier-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const python = pythonWith();

const STUDIES = PUBLISHED_SEARCHES.map((search): Study => ({ id: search.id, name: search.id, createdAt: 0, ...search.study }));
const [MLP] = STUDIES as [Study, ...Study[]];

const textOf = (study: Study): string => {
  const code = generateKerasTuner(study, CODE_SOURCE);
  if (!('text' in code)) throw new Error(code.refused.join(' '));
  return code.text;
};

/** What `search_space` declares, told by a stand-in for Keras Tuner's hyperparameters. */
interface Declared {
  kind: 'Int' | 'Float' | 'Choice' | 'Boolean';
  min?: number;
  max?: number;
  step?: number | null;
  values?: ParameterValue[];
  scope: [string, ParameterValue[]] | null;
}

function declaredBy(text: string): Record<string, Declared> {
  const path = join(folder, 'space.py');
  writeFileSync(path, `${text.slice(text.indexOf('def search_space'), text.indexOf('def build_model'))}\n`);
  const said = runPython(python ?? '', [join(import.meta.dirname, 'search-space.py'), path]);
  return JSON.parse(said) as Record<string, Declared>;
}

/** The domain that a declaration stands for. */
function domainOf({ kind, min = 0, max = 0, step = null, values }: Declared): Domain {
  if (kind === 'Choice') return { kind: 'list', values: values ?? [] };
  if (kind === 'Boolean') return { kind: 'list', values: [true, false] };
  return { kind: 'range', min, max, step, log: false };
}

describe.skipIf(!python).each(STUDIES)('the Keras Tuner program of $name', (study) => {
  it('is as it was, and compiles', async () => {
    const text = textOf(study);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${study.name.replaceAll('-', '_')}_keras_tuner.py`));
    const path = join(folder, 'whole.py');
    writeFileSync(path, text);
    runPython(python ?? '', ['-m', 'py_compile', path]);
    const found = JSON.parse(
      runPython(python ?? '', [join(import.meta.dirname, 'check.py'), join(import.meta.dirname, 'keras-signatures.json'), path]),
    );
    expect(Object.values(found)).toEqual([[]]);
  });

  it('has the same space, there and back', () => {
    const names = pythonNames(study.parameters);
    const declared = declaredBy(textOf(study));
    const back = Object.fromEntries(Object.entries(declared).map(([name, one]) => [name, domainOf(one)]));
    expect(back).toEqual(Object.fromEntries(study.parameters.map(({ address, domain }) => [names.get(address), domain])));
  });
});

it.skipIf(!python)('declares the layers of a block only where the block is', () => {
  const declared = declaredBy(textOf(MLP));
  expect([2, 4, 6, 8, 10].map((id) => declared[`units_l${id}`]?.scope)).toEqual([
    null,
    null,
    ['blocks_l2', [3, 4, 5]],
    ['blocks_l2', [4, 5]],
    ['blocks_l2', [5]],
  ]);
});

it.skipIf(!python)('declares numbers of one type alone, as Keras Tuner wants them', () => {
  const text = textOf({ ...MLP, parameters: [{ address: 'training.learningRate', domain: { kind: 'list', values: [0.01, 1] } }] });
  expect(text).toContain('hp.Choice("learning_rate", [0.01, 1.0])');
});

it('refuses in words what Keras Tuner cannot be given', () => {
  const refusedOf = (change: Partial<Study>) => {
    const code = generateKerasTuner({ ...MLP, ...change }, CODE_SOURCE);
    return 'refused' in code ? code.refused : [];
  };
  expect(refusedOf({ method: { kind: 'repeat' } })[0]).toMatch(/neither repeats nor compares/);
  expect(refusedOf({ parameters: [{ address: 'training.optimizer', domain: { kind: 'list', values: ['adam', 'sgd'] } }] })[0]).toMatch(
    /^“Optimizer” cannot be part/,
  );
  const leaky: Domain = { kind: 'list', values: ['relu', 'leakyRelu'] };
  expect(refusedOf({ parameters: [{ address: 'layer.l2.activation', domain: leaky }] })).toHaveLength(1);
});

it.each<[Method, string]>([
  [{ kind: 'random' }, 'keras_tuner.RandomSearch'],
  [{ kind: 'grid', points: 3 }, 'keras_tuner.GridSearch'],
  [{ kind: 'hyperband', minEpochs: 1, factor: 3 }, 'Hyperband'],
])('writes %o as %s', (method, name) => {
  expect(textOf({ ...MLP, method })).toContain(`    tuner = ${name}(`);
});

describe('a search on a person’s own data', () => {
  const dataOf = (name: string) => OWN_CASES.find(({ experiment }) => experiment.name === name)!.experiment.data;

  it('reads the file that Atelier saves', () => {
    const text = textOf({ ...MLP, base: { ...MLP.base, data: { ...dataOf('own gray images'), labelNoise: 0 } } });
    expect(text).toContain('default=Path("gray_shapes.npz")');
    expect(text).not.toContain('urllib');
  });

  it('watches R2 in place of accuracy where a number is predicted', () => {
    const base = OWN_CASES.find(({ experiment }) => experiment.name === 'prices')!.experiment;
    const parameters: Parameter[] = [{ address: 'training.learningRate', domain: { kind: 'list', values: [0.01, 0.001] } }];
    const text = textOf({ ...MLP, base, parameters, objective: 'validationLoss' });
    expect(text).toContain('loss, r2 = model.evaluate(');
    expect(text).toContain('return {"val_loss": loss, "val_r2": r2}');
    expect(text).toContain('objective=keras_tuner.Objective("val_loss", "min")');
    expect(text).not.toContain('accuracy');
    expect(text).not.toContain('CLASS_NAMES');
  });
});

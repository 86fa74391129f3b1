import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_SOURCE, OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { OWN_CASES } from '@tests/support/own-code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, describe, expect, it } from 'vitest';
import { CODE_TARGETS, type GeneratedCode, generateCode } from '@/codegen/generate';
import { SEARCH_TARGETS } from '@/codegen/search/targets';
import { PUBLISHED_SEARCHES } from '@/study/published';
import type { Study } from '@/study/study';
import { dataFile } from '@/worker/resources/dataset-items';

const folder = mkdtempSync(join(tmpdir(), 'atelier-table-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const python = pythonWith('numpy');

const PUBLISHED: Study[] = PUBLISHED_SEARCHES.map(({ id, study }) => ({ id, name: id, createdAt: 0, ...study }));
const KINDS = OWN_CASES.find(({ experiment }) => experiment.name === 'kinds')!;

/** A search over a table whose target is a class. */
const TABLE_SEARCH: Study = {
  ...PUBLISHED[0]!,
  id: 'kinds',
  name: 'kinds',
  base: KINDS.experiment,
  method: { kind: 'random' },
  parameters: [
    { address: 'training.learningRate', domain: { kind: 'range', min: 0.001, max: 0.1, step: null, log: true } },
    { address: 'layer.l1.units', domain: { kind: 'range', min: 4, max: 16, step: 4, log: false } },
  ],
};

const SEARCHES = Object.values(SEARCH_TARGETS);
const textOf = (code: GeneratedCode): string => {
  if (!('text' in code)) throw new Error(code.refused.join(' '));
  return code.text;
};

/** What a program defines at its outermost level, in order. */
const definitions = (text: string): string[] =>
  [...text.matchAll(/^(?:(?:def|class) (\w+)|(\w+(?:, \w+)*) = )/gm)].flatMap(([, name, names]) => name ?? names?.split(', ') ?? []);

const PROGRAMS: [string, string[]][] = [
  ...[...PRESET_CASES, ...OPTION_CASES, ...OWN_CASES.map(({ experiment }) => experiment)].map((experiment): [string, string[]] => [
    experiment.name,
    CODE_TARGETS.map(({ id }) => textOf(generateCode(experiment, id, CODE_SOURCE))),
  ]),
  ...[...PUBLISHED, TABLE_SEARCH].map((study): [string, string[]] => [
    `the search ${study.name}`,
    SEARCHES.map(({ generate }) => textOf(generate(study, CODE_SOURCE))),
  ]),
];

it.each(PROGRAMS)('Programs of %s define no constant, function or class twice', (_name, texts) => {
  for (const text of texts) {
    const found = definitions(text);
    expect(found).toContain('main');
    expect(found.filter((name, i) => found.indexOf(name) !== i)).toEqual([]);
  }
});

describe.skipIf(!python)('a search over a table', () => {
  it('reads the rows and makes the same numbers of them as the program without a search', () => {
    const data = join(folder, 'house_kinds.csv');
    writeFileSync(data, dataFile(KINDS.dataset));
    const texts = [
      generateCode(KINDS.experiment, 'keras', CODE_SOURCE),
      ...SEARCHES.map(({ generate }) => generate(TABLE_SEARCH, CODE_SOURCE)),
    ];
    const paths = texts.map((code, i) => {
      const path = join(folder, `${i}.py`);
      writeFileSync(path, textOf(code));
      return path;
    });
    const [plain, ...found] = JSON.parse(runPython(python ?? '', [join(import.meta.dirname, 'prepared-rows.py'), data, ...paths])) as {
      inputs: number[][];
      targets: number[];
    }[];
    expect(plain?.inputs).toHaveLength(KINDS.dataset.train.labels.length + KINDS.dataset.test.labels.length);
    expect(found).toEqual(SEARCHES.map(() => plain));
  });
});

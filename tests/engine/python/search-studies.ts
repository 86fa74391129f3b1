import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_SOURCE } from '@tests/support/code-cases';
import { OWN_CASES } from '@tests/support/own-code-cases';
import { tinyDataset } from '@tests/support/tiny-dataset';
import { dataFileName } from '@/codegen/generate';
import type { CodeSource, GeneratedCode } from '@/codegen/types';
import { objectivesFor } from '@/study/objective';
import { PUBLISHED_SEARCHES } from '@/study/published';
import type { Study } from '@/study/study';
import { dataFile } from '@/worker/resources/dataset-items';

/** A search, and where its program finds its data. */
export interface SearchCase {
  study: Study;
  data: string;
}

const EPOCHS = 2;

const short = (study: Study): Study => ({
  ...study,
  base: { ...study.base, training: { ...study.base.training, epochs: EPOCHS, earlyStopping: null } },
});

/** The published searches on a tiny data set of the four files, and searches on images and rows of one's own: each of two epochs, its data in the folder. */
export function searchStudies(folder: string): SearchCase[] {
  const data = join(folder, 'data');
  mkdirSync(data);
  for (const [name, bytes] of tinyDataset({ train: 60, test: 20 }).packed) writeFileSync(join(data, name), bytes);
  const published = PUBLISHED_SEARCHES.map(({ id, study }) => ({ study: short({ id, name: id, createdAt: 0, ...study }), data }));
  const own = OWN_CASES.map(({ experiment, dataset }) => {
    const file = join(folder, dataFileName(dataset.id) ?? '');
    writeFileSync(file, dataFile(dataset));
    return { study: short(searchOf(experiment)), data: file };
  });
  return [...published, ...own];
}

/** Writes the program of each search, and a file with what is to be run, as the checks read it: {script, data, results}. Returns the path of that file. */
export function writeSearches(
  folder: string,
  searches: readonly SearchCase[],
  generate: (study: Study, source: CodeSource) => GeneratedCode,
): string {
  const cases = searches.map(({ study, data }, i) => {
    const code = generate(study, CODE_SOURCE);
    if (!('text' in code)) throw new Error(code.refused.join(' '));
    const script = join(folder, `program${i}.py`);
    writeFileSync(script, code.text);
    return { script, data, results: join(folder, `results${i}`) };
  });
  const path = join(folder, 'cases.json');
  writeFileSync(path, JSON.stringify(cases));
  return path;
}

const searchOf = (base: Study['base']): Study => ({
  id: base.name,
  name: base.name,
  createdAt: 0,
  base,
  parameters: [
    { address: 'training.learningRate', domain: { kind: 'range', min: 0.001, max: 0.01, step: null, log: true } },
    { address: 'training.batchSize', domain: { kind: 'list', values: [4, 8] } },
  ],
  method: { kind: 'random' },
  objective: objectivesFor(base)[0],
  budget: 2,
  seed: 1,
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKerasTuner } from '@/codegen/search/keras-tuner';
import { scoreWords } from '@/experiment/words/score';
import { readTrials } from '@/study/read-trials';
import { searchStudies, writeSearches } from './search-studies';

// Keras cannot even be imported without the backend that it is told.
process.env.KERAS_BACKEND ??= 'jax';
const python = pythonWith('keras', process.env.KERAS_BACKEND, 'numpy');
const folder = mkdtempSync(join(tmpdir(), 'atelier-keras-trial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the trials of a program return and write; check-keras-trial.py says how. */
interface Answer {
  trials: { result: { val_loss: number; [name: string]: number }; objective: [name: string, direction: string] }[];
  rows: string[][];
}

const RANDOM = searchStudies(folder);
const [first] = RANDOM;
/** Each of them, and one of them whose first trial goes on. */
const STUDIES = [
  ...RANDOM,
  ...(first ? [{ ...first, study: { ...first.study, method: { kind: 'hyperband', minEpochs: 1, factor: 2 } as const } }] : []),
];

let answers: Answer[] = [];

beforeAll(() => {
  const path = writeSearches(folder, STUDIES, generateKerasTuner);
  if (python) answers = JSON.parse(runPython(python, [join(import.meta.dirname, 'check-keras-trial.py'), path])) as Answer[];
}, 300_000);

describe.skipIf(!python).each(STUDIES.map(({ study }, i) => [study.name, study.method.kind, i] as const))(
  'The Keras Tuner program of %s, %s',
  (_name, kind, i) => {
    it('returns what is watched, and writes lines that come back as trials', () => {
      const { study } = STUDIES[i]!;
      const { trials, rows } = answers[i]!;
      const { name } = scoreWords(study.base.data);
      expect(trials).toHaveLength(kind === 'hyperband' ? 2 : 1);
      for (const { result, objective } of trials) expect(Number.isFinite(result[objective[0]])).toBe(true);
      const read = readTrials(study, rows.map((row) => row.join(',')).join('\n'));
      if ('problem' in read) throw new Error(read.problem);
      expect(read.trials.map(({ outcomes }) => outcomes.map(({ epochs, accuracy, loss }) => [epochs, accuracy, loss]))).toEqual(
        trials.map(({ result }, k) => [[kind === 'hyperband' ? k + 1 : 2, result[`val_${name}`], result.val_loss]]),
      );
    });
  },
);

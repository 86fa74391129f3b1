import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateRayTune } from '@/codegen/search/ray-tune';
import { planOf } from '@/experiment/network/describe';
import { scoreWords } from '@/experiment/words/score';
import { pythonNames } from '@/study/python-names';
import type { ParameterValue } from '@/study/space/domain';
import { experimentSpace, experimentWith } from '@/study/space/experiment-space';
import { searchStudies, writeSearches } from './search-studies';

const torch = pythonWith('torch', 'numpy');
const folder = mkdtempSync(join(tmpdir(), 'atelier-ray-trial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STUDIES = searchStudies(folder);

/** A trial as the program tells it; check-ray-trial.py says how. */
interface Answer {
  values: Record<string, ParameterValue>;
  parameters: number;
  whole: Figures[];
  resumed: Figures[];
}

interface Figures {
  epoch: number;
  validation_loss: number;
  validation_accuracy?: number;
  /** Where a number is predicted. */
  validation_r2?: number;
}

let answers: Answer[] = [];

beforeAll(() => {
  const path = writeSearches(folder, STUDIES, generateRayTune);
  if (torch) answers = JSON.parse(runPython(torch, [join(import.meta.dirname, 'check-ray-trial.py'), path])) as Answer[];
}, 300_000);

describe.skipIf(!torch).each(STUDIES.map(({ study }, i) => [study.name, i] as const))(
  'A trial of the Ray Tune program of %s',
  (_name, i) => {
    it('has the network that the app would build of the same values', () => {
      const { study } = STUDIES[i]!;
      const { values, parameters } = answers[i]!;
      const names = pythonNames(study.parameters);
      const chosen = Object.fromEntries(study.parameters.map(({ address }) => [address, values[names.get(address) ?? ''] ?? 0]));
      const experiment = experimentWith(study.base, experimentSpace(study.base, study.parameters), chosen);
      expect(parameters).toBe(planOf(experiment).trainable);
    });

    it('tells each epoch and the end, and goes on from its first epoch', () => {
      const { whole, resumed } = answers[i]!;
      expect(whole.map(({ epoch }) => epoch)).toEqual([1, 2, 2]);
      expect(resumed.map(({ epoch }) => epoch)).toEqual([2, 2]);
      const { ofNumber } = scoreWords(STUDIES[i]!.study.base.data);
      for (const { validation_loss: loss, validation_accuracy: accuracy, validation_r2: r2 } of [...whole, ...resumed]) {
        expect(loss).toBeGreaterThan(0);
        if (!ofNumber) expect(accuracy).toBeGreaterThanOrEqual(0);
        expect(ofNumber ? r2 : accuracy).toBeLessThanOrEqual(1);
      }
    });
  },
);

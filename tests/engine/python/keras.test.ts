import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_SOURCE, OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCode } from '@/codegen/generate';
import { type AppSide, smallExperiment } from './app-side';
import { appSides, largestGap, writeProgram } from './programs';

const STEPS = 20;
// Keras cannot even be imported without the backend that it is told.
process.env.KERAS_BACKEND ??= 'jax';
const BACKEND = process.env.KERAS_BACKEND;
const python = pythonWith('keras', BACKEND, 'numpy');
if (!python)
  console.warn(`No Python with Keras and ${BACKEND} here: exported Keras programs are compiled and compared with golden files, not run.`);

/** What a program answers; check-keras.py says how. */
interface Answer {
  parameters: number;
  roundTrip: boolean;
  probabilities: number[];
  evaluation: [loss: number, accuracy: number];
  losses: number[];
}

const CASES = [...PRESET_CASES, ...OPTION_CASES].map(smallExperiment).filter((one) => 'text' in generateCode(one, 'keras', CODE_SOURCE));
const answers = new Map<string, { app: AppSide; program: Answer }>();
let folder = '';

beforeAll(async () => {
  if (!python) return;
  const made = await appSides(CASES, STEPS);
  folder = made.folder;
  const programs = await Promise.all(CASES.map((experiment, i) => writeProgram(folder, `case${i}`, experiment, 'keras', made.sides[i]!)));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(programs.map((program) => ({ ...program, steps: STEPS }))));
  const files = [join(folder, 'cases.json'), join(folder, 'answers.json')];
  runPython(python, [join(import.meta.dirname, 'check-keras.py'), ...files]);
  const said = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8').replaceAll('NaN', 'null')) as Answer[];
  for (const [i, program] of said.entries()) answers.set(CASES[i]!.name, { app: made.sides[i]!, program });
}, 1_200_000);

afterAll(() => folder && rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!python).each(CASES.map(({ name }) => name))('The Keras program of %s', (name) => {
  const both = () => {
    const found = answers.get(name);
    if (!found) throw new Error('the program did not answer');
    return found;
  };

  it('has the same parameters, and writes weights as it reads them', () => {
    const { app, program } = both();
    expect(program.parameters).toBe(app.parameters);
    expect(program.roundTrip).toBe(true);
  });

  it('gives the same probabilities from the same weights', () => {
    const { app, program } = both();
    expect(program.probabilities).toHaveLength(app.probabilities.length);
    expect(largestGap(app.probabilities, program.probabilities)).toBeLessThan(1e-4);
    const [loss, accuracy] = program.evaluation;
    expect(Math.abs(loss - app.evaluation.loss)).toBeLessThan(1e-3 * Math.max(1, app.evaluation.loss));
    expect(accuracy).toBeCloseTo(app.evaluation.accuracy, 6);
  });

  it('has the same first losses', () => {
    const { app, program } = both();
    expect(program.losses).toHaveLength(STEPS);
    for (const [i, loss] of app.losses.entries()) {
      expect(Math.abs(loss - (program.losses[i] ?? Number.NaN))).toBeLessThan(1e-3 * Math.max(1, Math.abs(loss)));
    }
  });
});

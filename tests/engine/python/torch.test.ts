import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MISSING_KINDS, OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitFile } from '@/codegen/split-file';
import type { Experiment } from '@/experiment/experiment';
import { scheduledRate } from '@/experiment/training/schedules/rate';
import { type AppSide, smallExperiment } from './app-side';
import { appSides, largestGap, writeProgram } from './programs';

const STEPS = 20;
/** Steps whose learning rates are compared, of epochs of four steps. */
const RATE_STEPS = [0, 1, 2, 4, 7, 8, 12, 16, 18, 24, 28, 32, 36, 40];
/** Validation losses by epoch that the plateau's rule is shown, in turn. */
const COURSE = [1, 0.5, 0.5, 0.495, 0.6];
const python = pythonWith('torch', 'numpy');
if (!python) console.warn('No Python with PyTorch and NumPy here: exported PyTorch programs are not run (apt-get install python3-torch).');

/** What a program answers; check-torch.py says how. */
interface Answer {
  parts: number[][];
  /** The same where a file says how to divide. */
  splitParts: number[][];
  targets: number[];
  parameters: number;
  drawn: number[];
  roundTrip: boolean;
  probabilities: number[];
  evaluation: [loss: number, accuracy: number];
  losses: number[];
  report: string;
  changed: { share: number; largest: number };
  rates: number[] | null;
}

const CASES = [...PRESET_CASES, ...OPTION_CASES].map(smallExperiment);
const answers = new Map<string, { app: AppSide; program: Answer }>();
let folder = '';

async function writeCase(folder: string, experiment: Experiment, index: number, app: AppSide) {
  const program = await writeProgram(folder, `case${index}`, experiment, 'pytorch', app);
  const at = (ending: string) => join(folder, `case${index}${ending}`);
  writeFileSync(at('.bytes'), app.images);
  writeFileSync(at('.json'), splitFile(smallerSplit(app)));
  return { ...program, split: at('.json'), images: at('.bytes'), steps: STEPS, rateSteps: RATE_STEPS };
}

/** Another division than that of the program: the sets turned round, without their first images. */
const smallerSplit = ({ data: { train, validation, test } }: AppSide) => ({
  train: test.subarray(1),
  validation: train.subarray(1),
  test: validation.subarray(1),
});

beforeAll(async () => {
  if (!python) return;
  const made = await appSides(CASES, STEPS);
  folder = made.folder;
  const written = await Promise.all(CASES.map((experiment, i) => writeCase(folder, experiment, i, made.sides[i]!)));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(written));
  runPython(python, [join(import.meta.dirname, 'check-torch.py'), join(folder, 'cases.json'), join(folder, 'answers.json')]);
  const programs = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8').replaceAll('NaN', 'null')) as Answer[];
  for (const [i, program] of programs.entries()) answers.set(CASES[i]!.name, { app: made.sides[i]!, program });
}, 600_000);

afterAll(() => folder && rmSync(folder, { recursive: true, force: true }));

it('has a case for every kind of layer', () => expect(MISSING_KINDS).toEqual([]));

describe.skipIf(!python).each(CASES.map((experiment) => [experiment.name, experiment] as const))(
  'The PyTorch program of %s',
  (name, experiment) => {
    const both = () => {
      const found = answers.get(name);
      if (!found) throw new Error('the program did not answer');
      return found;
    };

    it('divides the images as the app does', () => {
      const { app, program } = both();
      expect(program.parts).toEqual([app.data.train, app.data.validation, app.data.test].map((part) => [...part]));
      expect(program.targets.map((target) => (target < 0 ? 255 : target))).toEqual([...app.data.targets]);
    });

    it('takes the division of a file instead', () => {
      const { app, program } = both();
      const { train, validation, test } = smallerSplit(app);
      expect(program.splitParts).toEqual([train, validation, test].map((part) => [...part]));
    });

    it('shows the app’s images in the app’s order', () => {
      const { changed } = both().program;
      // Rotations differ in the last digit of a cosine, which now and then rounds to the other grey.
      expect(changed.share).toBeLessThan(1e-3);
      expect(changed.largest).toBeLessThanOrEqual(1);
    });

    it('has the same parameters, and writes weights as it reads them', () => {
      const { app, program } = both();
      expect(program.parameters).toBe(app.parameters);
      expect(program.roundTrip).toBe(true);
    });

    it('draws first weights of the same spread', () => {
      const { app, program } = both();
      for (const [i, values] of app.initial.entries()) {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
        // The spread of n draws varies by some 1 / sqrt(2 n) of itself.
        expect(Math.abs((program.drawn[i] ?? Number.NaN) - spread)).toBeLessThanOrEqual((5 * spread) / Math.sqrt(values.length) + 1e-6);
      }
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

    it('has the app’s learning rates', () => {
      const { rates } = both().program;
      if (!rates) return;
      const { training } = experiment;
      const scores = (loss: number) => ({ training: { loss, accuracy: 0 }, validation: { loss, accuracy: 0 } });
      const wanted = RATE_STEPS.map((step, k) => {
        const finished = Array.from({ length: k }, (_, i) => scores(COURSE[i % COURSE.length]!));
        return scheduledRate(training, training.learningRate, { step, stepsPerEpoch: 4, finished });
      });
      expect(largestGap(wanted, rates)).toBeLessThan(1e-12);
    });

    it('reports every class', () => {
      const { report } = both().program;
      for (const className of both().app.data.classNames) expect(report).toContain(className);
      expect(report).toContain('weighted avg');
    });
  },
);

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OWN_CASES } from '@tests/support/own-code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODE_TARGETS, type CodeTarget, dataFileName, generateCode } from '@/codegen/generate';
import { splitFile } from '@/codegen/split-file';
import { createWasmEngine } from '@/engine/wasm/engine';
import { npzFile, weightName } from '@/exchange/models/npz';
import type { Experiment } from '@/experiment/experiment';
import { dataFile } from '@/worker/resources/dataset-items';
import { type AppSide, appSide, namedWeights, smallExperiment } from './app-side';
import { largestGap } from './programs';

const STEPS = 20;
const torch = pythonWith('torch', 'numpy');
// Keras cannot even be imported without the backend that it is told.
process.env.KERAS_BACKEND ??= 'jax';
const keras = pythonWith('keras', process.env.KERAS_BACKEND, 'numpy');

/** What a PyTorch program answers; check-torch.py says how. */
interface Answer extends KerasAnswer {
  parts: number[][];
  splitParts: number[][];
  targets: number[];
  report: string;
  changed: { share: number; largest: number };
}

/** What a Keras program answers as well; check-keras.py says how. */
interface KerasAnswer {
  parameters: number;
  probabilities: number[];
  evaluation: [loss: number, score: number];
  losses: number[];
}

const CASES = OWN_CASES.map(({ experiment, dataset }) => ({ experiment: smallExperiment(experiment), dataset }));
const sides: AppSide[] = [];
const answers: Answer[] = [];
const kerasAnswers: KerasAnswer[] = [];
const folder = mkdtempSync(join(tmpdir(), 'atelier-own-code-'));

beforeAll(async () => {
  const engine = await createWasmEngine({ threads: 1 });
  const written: ({ at: (ending: string) => string } & Record<string, unknown>)[] = [];
  for (const [i, { experiment, dataset }] of CASES.entries()) {
    const app = await appSide(engine, experiment, dataset, STEPS);
    sides.push(app);
    const at = (name: string) => join(folder, `case${i}${name}`);
    const { train, validation, test } = app.data;
    const data = at(`_${dataFileName(dataset.id)}`);
    for (const { id } of CODE_TARGETS) writeFileSync(at(`_${id}.py`), textOf(experiment, id));
    writeFileSync(data, dataFile(dataset));
    writeFileSync(at('.npz'), npzFile(namedWeights(experiment, app.weights, weightName)));
    writeFileSync(at('.bytes'), app.images);
    writeFileSync(at('.json'), splitFile({ train: test, validation: train, test: validation }));
    written.push({ at, weights: at('.npz'), split: at('.json'), data, images: at('.bytes'), steps: STEPS, rateSteps: [] });
  }
  engine.dispose();
  const ask = (python: string, check: string, target: CodeTarget) => {
    const cases = written.map(({ at, ...one }) => ({ ...one, script: at(`_${target}.py`) }));
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
    runPython(python, [join(import.meta.dirname, check), join(folder, 'cases.json'), join(folder, 'answers.json')]);
    return JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8').replaceAll('NaN', 'null'));
  };
  if (torch) answers.push(...ask(torch, 'check-torch.py', 'pytorch'));
  if (keras) kerasAnswers.push(...ask(keras, 'check-keras.py', 'keras'));
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function textOf(experiment: Experiment, target: CodeTarget): string {
  const code = generateCode(experiment, target, { url: '', files: [] });
  if (!('text' in code)) throw new Error(code.refused.join(' '));
  return code.text;
}

function expectSame({ app, program }: { app: AppSide; program: KerasAnswer }): void {
  const scale = Math.max(1, ...Array.from(app.probabilities, Math.abs));
  expect(program.parameters).toBe(app.parameters);
  expect(program.probabilities).toHaveLength(app.probabilities.length);
  expect(largestGap(app.probabilities, program.probabilities) / scale).toBeLessThan(1e-4);
  const [loss, score] = program.evaluation;
  expect(Math.abs(loss - app.evaluation.loss)).toBeLessThan(1e-3 * Math.max(1, app.evaluation.loss));
  expect(Math.abs(score - app.evaluation.accuracy)).toBeLessThan(1e-4 * Math.max(1, Math.abs(app.evaluation.accuracy)));
  expect(program.losses).toHaveLength(STEPS);
  for (const [k, step] of app.losses.entries())
    expect(Math.abs(step - program.losses[k]!)).toBeLessThan(1e-3 * Math.max(1, Math.abs(step)));
}

describe.skipIf(!keras).each(CASES.map(({ experiment }, i) => [experiment.name, i] as const))('The Keras program of %s', (_name, i) => {
  it('answers and learns as the app does', () => expectSame({ app: sides[i]!, program: kerasAnswers[i]! }));
});

describe.skipIf(!torch).each(CASES.map(({ experiment }, i) => [experiment.name, i] as const))('The PyTorch program of %s', (_name, i) => {
  const both = () => ({ app: sides[i]!, program: answers[i]! });

  it('reads the file that Atelier saves, divides it as the app does, or as a file says', () => {
    const { app, program } = both();
    const { train, validation, test, targets } = app.data;
    expect(program.parts).toEqual([train, validation, test].map((part) => [...part]));
    expect(program.splitParts).toEqual([test, train, validation].map((part) => [...part]));
    expect(program.targets.map((target) => (target < 0 ? 255 : target))).toEqual([...targets]);
  });

  it('gives the network the app’s numbers, in the app’s order', () => {
    const { changed } = both().program;
    expect(changed.share).toBeLessThan(1e-3);
    expect(changed.largest).toBeLessThanOrEqual(1);
  });

  it('answers and learns as the app does', () => expectSame(both()));

  it('reports every class, or how far its numbers are off', () => {
    const { app, program } = both();
    for (const words of app.data.table?.target ? ['R2', 'RMSE', 'MAE'] : app.data.classNames) expect(program.report).toContain(words);
  });
});

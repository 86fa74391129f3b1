import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_SOURCE } from '@tests/support/code-cases';
import { tinyDataset } from '@tests/support/tiny-dataset';
import { generateCode } from '@/codegen/generate';
import { assembleDataset } from '@/dataset/idx';
import { createWasmEngine } from '@/engine/wasm/engine';
import { npzFile, weightName } from '@/exchange/models/npz';
import type { Experiment } from '@/experiment/experiment';
import { type AppSide, appSide, namedWeights } from './app-side';

/** A folder for programs, with the four files of a tiny data set in `data`, and what the app makes of each Experiment on it. */
export async function appSides(experiments: readonly Experiment[], steps: number): Promise<{ folder: string; sides: AppSide[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-code-'));
  const tiny = tinyDataset({ train: 60, test: 20 });
  mkdirSync(join(folder, 'data'));
  for (const [name, bytes] of tiny.packed) writeFileSync(join(folder, 'data', name), bytes);
  const [trainImages, trainLabels, testImages, testLabels] = [...tiny.inflated.values()] as [Buffer, Buffer, Buffer, Buffer];
  const dataset = assembleDataset('fashion-mnist', 'tiny', { trainImages, trainLabels, testImages, testLabels });
  const engine = await createWasmEngine({ threads: 1 });
  const sides: AppSide[] = [];
  for (const experiment of experiments) sides.push(await appSide(engine, experiment, dataset, steps));
  engine.dispose();
  return { folder, sides };
}

/** Writes an Experiment's program and the app's weights for it. Returns their paths and that of the data. */
export async function writeProgram(folder: string, name: string, experiment: Experiment, framework: 'keras' | 'pytorch', app: AppSide) {
  const code = generateCode(experiment, framework, CODE_SOURCE);
  if (!('text' in code)) throw new Error(code.refused.join(' '));
  const script = join(folder, `${name}.py`);
  const weights = join(folder, `${name}.npz`);
  writeFileSync(script, code.text);
  writeFileSync(weights, npzFile(namedWeights(experiment, app.weights, weightName)));
  return { script, weights, data: join(folder, 'data') };
}

export const largestGap = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a as ArrayLike<number>, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

import { undisturbed } from '@tests/engine/support/training';
import { describe, expect, it } from 'vitest';
import { GENERATORS } from '@/dataset/generators';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { evaluate } from '@/engine/evaluate';
import { createTfjsEngine } from '@/engine/tfjs';
import { createWasmEngine } from '@/engine/wasm';
import { datasetInfo } from '@/experiment/data/datasets';
import { withDataset } from '@/experiment/data/on-dataset';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { stack } from '@/experiment/presets/stack';
import type { Loss } from '@/experiment/training/types';

const generated = GENERATORS['flight-prices'].generate();
const dataset: Dataset = { id: 'flight-prices', source: 'test', itemShape: datasetInfo('flight-prices').itemShape, ...generated };

function experimentOf(loss: Loss, change: Partial<Experiment['training']> = {}): Experiment {
  const base = withDataset(defaultExperiment(), 'flight-prices');
  return {
    ...base,
    data: { ...base.data, trainSize: 600 },
    model: { kind: 'network', layers: stack(['dense', { units: 16 }], ['dropout', { rate: 0.1 }], ['dense', { units: 8 }]) },
    training: { ...base.training, loss, batchSize: 32, epochs: 2, ...change },
  };
}

const engines: [string, () => Promise<Engine>][] = [
  ['WebAssembly', () => createWasmEngine({ threads: 1 })],
  ['TensorFlow.js', () => createTfjsEngine({ prefer: 'cpu' })],
];

const LOSSES = ['meanSquaredError', 'meanAbsoluteError', 'huber'] as const;

/** By their definitions. */
const OF = {
  meanSquaredError: (d: number) => d * d,
  meanAbsoluteError: Math.abs,
  huber: (d: number) => (Math.abs(d) <= 1 ? (d * d) / 2 : Math.abs(d) - 0.5),
};

/** Losses, fits and the final evaluation of a run. */
async function trained(engine: Engine, experiment: Experiment) {
  const data = prepareData(dataset, experiment.data, experiment.training.seed);
  const network = await engine.compile(experiment, data);
  const [losses, fits]: [number[], number[]] = [[], []];
  for await (const event of undisturbed({ experiment, data, network })) {
    if (event.type !== 'steps') continue;
    losses.push(...event.losses);
    fits.push(...event.accuracies);
  }
  const evaluation = await evaluate({ experiment, network, data, set: 'test', epoch: 2, breathe: async () => undefined });
  const rows = data.test.subarray(0, 50);
  const byPosition = await network.logits(rows);
  const { width, inputs } = data.table!;
  const given = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    given.set(inputs.subarray(row * width, (row + 1) * width), i * width);
  });
  const asRows = await network.logitsOf(given);
  network.dispose();
  return { losses, fits, evaluation, byPosition, asRows };
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!) / Math.max(1, Math.abs(value))), 0);

describe('networks that predict a number', () => {
  it.each(LOSSES)('train alike on both engines: %s', async (loss) => {
    const [ours, theirs] = await Promise.all(engines.map(async ([, create]) => trained(await create(), experimentOf(loss))));
    expect(ours!.losses.length).toBe(2 * Math.ceil(600 / 32));
    expect(furthest(ours!.losses, theirs!.losses)).toBeLessThan(1e-4);
    expect(furthest(ours!.fits, theirs!.fits)).toBeLessThan(1e-4);
    expect(ours!.evaluation.score.loss).toBeCloseTo(theirs!.evaluation.score.loss, 4);
    expect(ours!.evaluation.numbers!.r2).toBeCloseTo(theirs!.evaluation.numbers!.r2, 4);
  });

  it.each(engines)('answer the same by position and when rows are given: %s', async (_, create) => {
    const { byPosition, asRows } = await trained(await create(), experimentOf('meanSquaredError'));
    expect(furthest(byPosition, asRows)).toBeLessThan(1e-6);
  });

  it.each(engines)('report the loss of the very first step, and R2 against the variance of the training rows: %s', async (_, create) => {
    // Without dropout the first step sees the very outputs that were asked for.
    const layers = stack(['dense', { units: 16 }], ['dense', { units: 8 }]);
    const engine = await create();
    for (const loss of LOSSES) {
      const experiment: Experiment = { ...experimentOf(loss, { batchSize: 600 }), model: { kind: 'network', layers } };
      const data = prepareData(dataset, experiment.data, experiment.training.seed);
      const network = await engine.compile(experiment, data);
      const outputs = await network.logits(data.train);
      const errors = [...data.train].map((row, i) => outputs[i]! - data.table!.target!.standardized[row]!);
      const mean = (of: (d: number) => number) => errors.reduce((sum, d) => sum + of(d), 0) / errors.length;
      network.trainStep(data.train, 0, 0);
      const { losses, correct } = await network.readSteps();
      expect(losses[0]).toBeCloseTo(mean(OF[loss]), 4);
      expect(correct[0]! / 600).toBeCloseTo(1 - mean(OF.meanSquaredError), 4);
      network.dispose();
    }
  });

  it('learn most of the prices in a few epochs', async () => {
    const engine = await createWasmEngine({ threads: 1 });
    const experiment = { ...experimentOf('meanSquaredError', { epochs: 8, learningRate: 0.003 }) };
    const { evaluation } = await trained(engine, { ...experiment, data: { ...experiment.data, trainSize: null } });
    expect(evaluation.numbers!.r2).toBeGreaterThan(0.9);
    expect(evaluation.confusion).toEqual([[4000]]);
  });
});

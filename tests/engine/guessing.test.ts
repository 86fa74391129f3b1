import { layer } from '@tests/engine/support/networks';
import { trainedRun } from '@tests/engine/support/training';
import { expect, test } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import type { Dataset } from '@/dataset/types';
import { createWasmEngine } from '@/engine/wasm/engine';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { PRESETS } from '@/experiment/presets/starters';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { TrainingSpec } from '@/experiment/training/types';
import { guessing } from '@/run/guessing';
import type { Run } from '@/run/types';

/** The built-in garments, of which slow networks see enough for a hundred steps and a few more. */
const garments: Dataset = {
  id: 'builtin-garments',
  source: 'drawn',
  itemShape: [28, 28, 1],
  ...generateGarments({ train: 12_000, test: 20 }),
};
const FEW = 3300;

const preset = (id: string) => PRESETS.find((one) => one.id === id)?.layers ?? [];

function design(layers: ReturnType<typeof preset>, training: Partial<TrainingSpec>, trainSize: number | null = null): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    data: { ...base.data, dataset: 'builtin-garments', trainSize },
    model: { kind: 'network', layers },
    training: { ...base.training, batchSize: 32, epochs: 1, ...training },
  };
}

/** The run after its epochs, as the worker would keep it. */
const trained = async (experiment: Experiment): Promise<Run> => trainedRun(await createWasmEngine({}), garments, experiment);

const { momentum, sgd } = OPTIMIZERS;
const sigmoids = [layer('flatten'), ...[1, 2, 3, 4, 5].map(() => layer('dense', { units: 128, activation: 'sigmoid' }))];

const STUCK: [string, Experiment, RegExp, Partial<TrainingSpec>][] = [
  ['Adam at .3', design(preset('one-hidden-layer'), { learningRate: 0.3 }), /rate of 0\.3 is probably too high/, { learningRate: 0.001 }],
  [
    'momentum at .1 in batches of 8',
    design(preset('one-hidden-layer'), { optimizer: momentum.defaults, learningRate: 0.1, batchSize: 8, epochs: 2 }),
    /rate of 0\.1 is probably too high/,
    { learningRate: 0.01 },
  ],
  [
    'SGD at 5',
    design(preset('one-hidden-layer'), { optimizer: sgd.defaults, learningRate: 5 }),
    /rate of 5 is probably too high/,
    { learningRate: 0.01 },
  ],
  ['five sigmoid layers', design(sigmoids, { optimizer: sgd.defaults, learningRate: 0.01 }), /sigmoid or tanh layers/, {}],
  [
    'a small CNN with Adam at .05',
    design(preset('small-cnn'), { learningRate: 0.05 }, FEW),
    /rate of 0\.05 is probably too high/,
    { learningRate: 0.001 },
  ],
];

test.each(STUCK)('%s: no better than guessing, with its cause and a mend', async (_, experiment, cause, mended) => {
  const run = await trained(experiment);
  const found = guessing(run);
  expect(found, `accuracy ${JSON.stringify(run.epochRecords)} ${JSON.stringify(run.failure)}`).not.toBeNull();
  expect(found?.chance).toBeCloseTo(0.1, 2);
  expect(found?.cause).toMatch(cause);
  expect(found?.mend.apply(experiment).training).toEqual({ ...experiment.training, ...mended });
});

test.each(PRESETS)('a healthy first epoch is never taken for guessing: $id', async ({ layers }) => {
  const run = await trained(design(layers, {}, FEW));
  expect(run.epochRecords).toHaveLength(1);
  expect(guessing(run)).toBeNull();
});

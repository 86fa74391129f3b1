import { expect, test } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { initialPosition, newRun } from '@/engine/new-run';
import { type TrainingEvent, train } from '@/engine/train';
import { createWasmEngine } from '@/engine/wasm/engine';
import type { Experiment } from '@/experiment/experiment';
import { PUBLISHED } from '@/experiment/presets/published';
import { figureIn } from '@/metrics/published';
import { reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';

/** Few images of every class: enough for an epoch of a dozen steps. */
const sample: Dataset = {
  id: 'builtin-garments',
  source: 'drawn',
  height: 28,
  width: 28,
  ...generateGarments({ train: 240, test: 60 }),
};

/** Where an experiment has several forms, the first of them is its own. */
const FORMS = PUBLISHED.flatMap((preset) =>
  preset.variants.length === 0
    ? [{ id: preset.id, preset, experiment: preset.experiment }]
    : preset.variants.map(({ id, experiment }) => ({ id: `${preset.id} ${id}`, preset, experiment })),
);

/** The run after one epoch on the sample, as the worker would keep it. */
async function trained(engine: Engine, experiment: Experiment): Promise<Run> {
  const data = prepareData(sample, experiment.data, experiment.training.seed, experiment.training.classWeights);
  const network = await engine.compile(experiment, data);
  const { learningRate } = experiment.training;
  const control = { epochs: 1, learningRate, paused: false, whilePaused: async () => undefined };
  const begun = { position: initialPosition, partial: { losses: [], accuracies: [] }, records: [], settled: null, restore: () => false };
  const world = { signal: new AbortController().signal, breathe: async () => undefined, now: () => performance.now() };
  let run = newRun('run', experiment, data, engine.info, 'Built-in garments');
  for await (const event of train({ experiment, data, network, control, ...begun, ...world })) {
    if (isNews(event)) run = reduceRun(run, event, 0);
  }
  network.dispose();
  return run;
}

type News = Parameters<typeof reduceRun>[1];
const REQUESTS: readonly string[] = ['checkpointDue', 'samplesDue', 'evaluationDue', 'ended'];
const isNews = (event: TrainingEvent): event is News => !REQUESTS.includes(event.type);

test.each(FORMS)('$id trains an epoch and has every figure that its report prints', { timeout: 60_000 }, async ({ preset, experiment }) => {
  const engine = await createWasmEngine({ threads: 1 });
  const run = await trained(engine, experiment);
  engine.dispose();
  expect(run.failure).toBeNull();
  expect(run.epochRecords).toHaveLength(1);
  expect(run.history.losses.every(Number.isFinite)).toBe(true);
  expect(run.test?.count).toBeGreaterThan(0);
  const ofFirstEpoch = preset.figures.filter(
    ({ figure }) => !('epoch' in figure) || typeof figure.epoch === 'string' || figure.epoch === 1,
  );
  for (const { label, figure } of ofFirstEpoch) expect(figureIn(run, figure), label).toSatisfy(Number.isFinite);
});

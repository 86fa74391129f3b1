import { trainedRun } from '@tests/engine/support/training';
import { expect, test } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import { fitModel } from '@/engine/classical/fitted-model';
import { newClassicalRun } from '@/engine/new-run';
import { createWasmEngine } from '@/engine/wasm/engine';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { PUBLISHED } from '@/experiment/presets/published';
import { evaluateProbabilities } from '@/metrics/probabilities';
import { figureIn } from '@/metrics/published';
import { reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';

/** Few images of every class: enough for an epoch of a dozen steps. */
const sample: Dataset = {
  id: 'builtin-garments',
  source: 'drawn',
  itemShape: [28, 28, 1],
  ...generateGarments({ train: 240, test: 60 }),
};

/** Where an experiment has several forms, the first of them is its own. */
const FORMS = PUBLISHED.flatMap((preset) =>
  preset.variants.length === 0
    ? [{ id: preset.id, preset, experiment: preset.experiment }]
    : preset.variants.map(({ id, experiment }) => ({ id: `${preset.id} ${id}`, preset, experiment })),
);

/** The run of a classical model fitted on the sample, as the worker would keep it. */
async function fitted(experiment: Experiment): Promise<Run> {
  const model = classicalOf(experiment);
  if (!model) throw new Error('no classical model');
  const { seed, classWeights } = experiment.training;
  const data = prepareData(sample, experiment.data, seed, classWeights);
  const work = { signal: new AbortController().signal, breathe: async () => undefined };
  const classifier = await fitModel(model, { data, seed, ...work });
  const targets = Uint8Array.from(data.test, (i) => data.targets[i] ?? 0);
  const counted = evaluateProbabilities(await classifier.probabilities(data.test, work), classifier.classes, targets);
  const run = newClassicalRun('run', experiment, data, 'Built-in garments');
  return reduceRun(run, { type: 'evaluation', evaluation: { set: 'test', epoch: 0, ...counted } }, 0);
}

const isClassical = ({ experiment }: { experiment: Experiment }) => experiment.model.kind === 'classical';

test.each(FORMS.filter(isClassical))('$id learns, and its figures are numbers', { timeout: 60_000 }, async ({ preset, experiment }) => {
  const run = await fitted(experiment);
  expect(run.test?.count).toBeGreaterThan(0);
  // The commonest class of ten has at least a tenth of the training images; of the test images it may have fewer.
  const chance = classicalOf(experiment)?.kind === 'mostFrequent' ? 0 : 0.3;
  expect(run.test?.score.accuracy).toBeGreaterThan(chance);
  expect(run.test?.score.loss).toSatisfy(Number.isFinite);
  expect(figureIn(run, { of: 'macroF1' })).toSatisfy(Number.isFinite);
  for (const { label, figure } of preset.figures) expect(figureIn(run, figure), label).toSatisfy(Number.isFinite);
});

const NETWORKS = FORMS.filter((form) => !isClassical(form));

test.each(NETWORKS)(
  '$id trains an epoch and has every figure that its report prints',
  { timeout: 60_000 },
  async ({ preset, experiment }) => {
    const engine = await createWasmEngine({ threads: 1 });
    const run = await trainedRun(engine, sample, experiment, 1);
    engine.dispose();
    expect(run.failure).toBeNull();
    expect(run.epochRecords).toHaveLength(1);
    expect(run.history.losses.every(Number.isFinite)).toBe(true);
    expect(run.test?.count).toBeGreaterThan(0);
    const ofFirstEpoch = preset.figures.filter(
      ({ figure }) => !('epoch' in figure) || typeof figure.epoch === 'string' || figure.epoch === 1,
    );
    for (const { label, figure } of ofFirstEpoch) expect(figureIn(run, figure), label).toSatisfy(Number.isFinite);
  },
);

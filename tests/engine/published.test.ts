import { trainedRun } from '@tests/engine/support/training';
import { expect, test } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { GENERATORS } from '@/dataset/generators';
import { prepareData } from '@/dataset/prepare';
import type { Dataset, PreparedTarget } from '@/dataset/types';
import { fitModel } from '@/engine/classical/fitted-model';
import { newClassicalRun } from '@/engine/new-run';
import { createWasmEngine } from '@/engine/wasm/engine';
import { isNumberTask } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { figuresOf, PUBLISHED } from '@/experiment/presets/published';
import { evaluateNumbers, inUnit } from '@/metrics/numbers/regression';
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

const prices: Dataset = {
  id: 'flight-prices',
  source: 'drawn',
  itemShape: datasetInfo('flight-prices').itemShape,
  ...GENERATORS['flight-prices'].generate(),
};

const sampleOf = ({ data }: Experiment): Dataset => (isNumberTask(data) ? prices : sample);

/** Where an experiment has several forms, the first of them is its own. */
const FORMS = PUBLISHED.flatMap((preset) =>
  preset.variants.length === 0
    ? [{ id: preset.id, figures: preset.figures, experiment: preset.experiment }]
    : preset.variants.map((form) => ({ id: `${preset.id} ${form.id}`, figures: figuresOf(preset, form), experiment: form.experiment })),
);

/** The run of a classical model fitted on the sample, as the worker would keep it. */
async function fitted(experiment: Experiment): Promise<Run> {
  const model = classicalOf(experiment);
  if (!model) throw new Error('no classical model');
  const { seed, classWeights } = experiment.training;
  const data = prepareData(sampleOf(experiment), experiment.data, seed, classWeights);
  const work = { signal: new AbortController().signal, breathe: async () => undefined };
  const classifier = await fitModel(model, { data, seed, ...work });
  const answers = await classifier.probabilities(data.test, work);
  const counted = data.table?.target
    ? numbersCounted(data.table.target, data.test, answers)
    : evaluateProbabilities(
        answers,
        classifier.classes,
        Uint8Array.from(data.test, (i) => data.targets[i] ?? 0),
      );
  const run = newClassicalRun('run', experiment, data, 'Built-in garments');
  return reduceRun(run, { type: 'evaluation', evaluation: { set: 'test', epoch: 0, ...counted } }, 0);
}

function numbersCounted(target: PreparedTarget, rows: Uint32Array, answers: Float32Array) {
  const { deviation } = target;
  const judged = { deviation, set: 'test', epoch: 0, loss: 'meanSquaredError', penalty: 0 } as const;
  return evaluateNumbers({ ...inUnit(target, target.values, rows, answers), ...judged });
}

const isClassical = ({ experiment }: { experiment: Experiment }) => experiment.model.kind === 'classical';

/** The commonest class of ten has at least a tenth of the training images; of the test images it may have fewer. The mean explains nothing. */
const CHANCE = new Map([
  ['mostFrequent', 0],
  ['mean', -0.01],
]);

test.each(FORMS.filter(isClassical))('$id learns, and its figures are numbers', { timeout: 60_000 }, async ({ figures, experiment }) => {
  const run = await fitted(experiment);
  expect(run.test?.count).toBeGreaterThan(0);
  const chance = CHANCE.get(classicalOf(experiment)?.kind ?? '') ?? 0.3;
  expect(run.test?.score.accuracy).toBeGreaterThan(chance);
  expect(run.test?.score.loss).toSatisfy(Number.isFinite);
  if (!isNumberTask(experiment.data)) expect(figureIn(run, { of: 'macroF1' })).toSatisfy(Number.isFinite);
  for (const { label, figure } of figures) expect(figureIn(run, figure), label).toSatisfy(Number.isFinite);
});

const NETWORKS = FORMS.filter((form) => !isClassical(form));

test.each(NETWORKS)(
  '$id trains an epoch and has every figure that its report prints',
  { timeout: 60_000 },
  async ({ figures, experiment }) => {
    const engine = await createWasmEngine({ threads: 1 });
    const run = await trainedRun(engine, sampleOf(experiment), experiment, 1);
    engine.dispose();
    expect(run.failure).toBeNull();
    expect(run.epochRecords).toHaveLength(1);
    expect(run.history.losses.every(Number.isFinite)).toBe(true);
    expect(run.test?.count).toBeGreaterThan(0);
    const ofFirstEpoch = figures.filter(({ figure }) => !('epoch' in figure) || typeof figure.epoch === 'string' || figure.epoch === 1);
    for (const { label, figure } of ofFirstEpoch) expect(figureIn(run, figure), label).toSatisfy(Number.isFinite);
  },
);

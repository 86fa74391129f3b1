import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { expect, test } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import { createTfjsEngine } from '@/engine/tfjs';
import type { Task } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { weightSpecs } from '@/experiment/network/describe';
import type { Loss } from '@/experiment/training/types';
import { expectClose, withoutLeak } from './expecting';
import { referenceNetwork } from './reference-loss';

const COUNT = 24;
const BATCH = batchAt(3, 20, COUNT);

const TASKS: Record<'ten classes' | 'pair', { task: Task; classes: number; weights: number[] }> = {
  'ten classes': { task: { kind: 'classes' }, classes: 10, weights: [0.25, 3, 1, 0, 2, 0.5, 1.5, 4, 0.125, 1] },
  pair: { task: { kind: 'pair', classes: [1, 3] }, classes: 2, weights: [0.25, 3] },
};
const TASK_NAMES = ['ten classes', 'pair'] as const;
type TaskName = (typeof TASK_NAMES)[number];

const LOSSES: Loss[] = ['crossEntropy', 'meanSquaredError'];

const cases = LOSSES.flatMap((loss) => TASK_NAMES.flatMap((task) => [false, true].map((weighted) => ({ loss, task, weighted }))));

const experimentFor = (loss: Loss, task: TaskName): Experiment =>
  experimentOf(
    [layer('averagePooling2d', { poolSize: 4 }), layer('flatten'), layer('dense', { units: 5, activation: 'tanh', l2: 0.01 })],
    { loss },
    TASKS[task].task,
  );

/** Loss, hits and the gradient of each trained weight, as one SGD step of learning rate 1 shows it. */
async function stepOf(experiment: Experiment, data: PreparedData) {
  const network = await (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, data);
  const before = await network.getState();
  network.trainStep(BATCH, 0, 1);
  const { losses, correct } = await network.readSteps();
  const after = await network.getState();
  network.dispose();
  const moved = before.weights.map((weight, i) => weight.map((w, k) => w - after.weights[i]![k]!));
  return { loss: losses[0]!, correct: correct[0]!, before, moved };
}

test.each(cases)('$loss of $task, weighted: $weighted: loss and gradients as the tape’s', async ({ loss, task, weighted }) => {
  await withoutLeak(async () => {
    const { classes, weights } = TASKS[task];
    const data = { ...randomData(COUNT, classes), classWeights: weighted ? Float32Array.from(weights) : null };
    const experiment = experimentFor(loss, task);
    const ours = await stepOf(experiment, data);
    const reference = referenceNetwork(experiment, data, ours.before.weights);
    const theirs = reference.gradients(BATCH, 0);
    expectClose([ours.loss], [theirs.loss], 1e-5);
    weightSpecs(experiment).forEach((_spec, i) => {
      expectClose(ours.moved[i]!, theirs.grads[reference.variables[i]!.name]!.dataSync(), 1e-4);
    });
    for (const each of Object.values(theirs.grads)) each.dispose();
    reference.dispose();
  });
});

test.each(TASK_NAMES)('%s: hits depend neither on the loss nor on the weights', async (task) => {
  const data = randomData(COUNT, TASKS[task].classes);
  const weighted = { ...data, classWeights: Float32Array.from(TASKS[task].weights) };
  const plain = await stepOf(experimentFor('crossEntropy', task), data);
  expect(plain.correct).toBeGreaterThan(0);
  for (const loss of LOSSES) expect((await stepOf(experimentFor(loss, task), weighted)).correct).toBe(plain.correct);
});

test('a weight of 2 for every class doubles the loss, since the mean is over images', async () => {
  const data = randomData(COUNT);
  const experiment = experimentOf([layer('flatten')]);
  const once = await stepOf(experiment, data);
  const twice = await stepOf(experiment, { ...data, classWeights: new Float32Array(10).fill(2) });
  expect(twice.loss).toBeCloseTo(2 * once.loss, 4);
});

test('a squared error stays finite for logits of any size', async () => {
  const data = randomData(COUNT);
  const experiment = experimentOf([layer('flatten')], { loss: 'meanSquaredError' });
  const network = await (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, data);
  const state = await network.getState();
  network.setState({ ...state, weights: state.weights.map((weight) => weight.map((w) => w * 1e6)) });
  network.trainStep(BATCH, 0, 1);
  const loss = (await network.readSteps()).losses[0]!;
  expect(loss).toBeGreaterThan(0);
  // The farthest that one-hot probabilities can be from a target: two outputs of ten off by 1.
  expect(loss).toBeLessThanOrEqual(0.2 + 1e-6);
  expect((await network.getState()).weights.every((weight) => weight.every(Number.isFinite))).toBe(true);
  network.dispose();
});

import { expect, it } from 'vitest';
import { initialState } from '@/engine/initial-state';
import { followedExperiment, followedNetwork } from '@/metrics/walkthrough/followed-network';
import { followedStep } from '@/metrics/walkthrough/step';
import type { FollowedExample, QuestionOf } from '@/worker/protocol';
import { stockedStorage, TestLaboratory, tinyExperiment } from '../laboratory-fixture';

let requests = 0;
async function follow(laboratory: TestLaboratory, question: Omit<QuestionOf<'follow'>, 'type'>): Promise<FollowedExample> {
  const request = ++requests;
  await laboratory.send({ type: 'follow', ...question, request });
  const reply = laboratory.messages.find((message) => 'request' in message && message.request === request);
  if (reply?.type === 'refusal') throw new Error(reply.problem.message);
  if (reply?.type !== 'answer') throw new Error('no answer');
  return reply.answer as FollowedExample;
}

const one = tinyExperiment({ batchSize: 1, epochs: 1, optimizer: { kind: 'sgd' } });

async function opened(): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory({ storage: await stockedStorage() });
  await laboratory.open();
  await laboratory.train('a', one);
  await laboratory.untilStatus('finished');
  await expect.poll(() => laboratory.messages.at(-1), { timeout: 30_000 }).toEqual({ type: 'network', ready: true });
  return laboratory;
}

it('follows the images of a run in its order, from its first weights to those after an epoch', async () => {
  const laboratory = await opened();
  const first = await follow(laboratory, { experiment: one, start: 'initial', example: 0, steps: 0 });
  expect(first.state).toEqual(initialState(one));
  expect(first).toMatchObject({ example: 0, meanLoss: null, weight: 1 });
  // The step that the page shows is the one that the engine makes.
  const network = followedNetwork(followedExperiment(one));
  if (typeof network === 'string') throw new Error(network);
  const { offset, factor } = first.input;
  const input = Float64Array.from(first.pixels, (byte) => (byte - offset) * factor);
  const step = followedStep(network, first.state, { input, target: first.target, weight: first.weight });
  const second = await follow(laboratory, { experiment: one, start: first.state, example: 0, steps: 1 });
  expect(second.meanLoss).toBeCloseTo(step.walk.loss, 5);
  expect(step.newLoss).toBeLessThan(step.walk.loss);
  second.state.weights.forEach((weights, k) => {
    const apart = weights.map((weight, i) => Math.abs(weight - step.after.weights[k]![i]!));
    expect(Math.max(...apart)).toBeLessThan(1e-6);
  });
  // All images of an epoch, one after the other, are the run's epoch of single images.
  const last = await follow(laboratory, { experiment: one, start: second.state, example: 1, steps: second.total - 1 });
  expect(last.example).toBe(first.total);
  const trained = await follow(laboratory, { experiment: one, start: 'trained', example: 0, steps: 0 });
  expect(last.state.weights).toEqual(trained.state.weights);
});

it('goes on in the order of the next epoch', async () => {
  const laboratory = await opened();
  const { total } = await follow(laboratory, { experiment: one, start: 'initial', example: 0, steps: 0 });
  const onward = async (start: QuestionOf<'follow'>['start'], example: number, steps: number) =>
    follow(laboratory, { experiment: one, start, example, steps });
  const at = await onward('initial', total - 1, 3);
  let step = await onward('initial', total - 1, 0);
  for (let k = 0; k < 3; k++) step = await onward(step.state, step.example, 1);
  expect(at.state).toEqual(step.state);
  expect([at.example, at.index]).toEqual([total + 2, step.index]);
  // Another epoch, another order.
  const orderFrom = async (first: number) => {
    const indices: number[] = [];
    for (let k = 0; k < 5; k++) indices.push((await onward('initial', first + k, 0)).index);
    return indices;
  };
  expect(await orderFrom(0)).not.toEqual(await orderFrom(total));
});

it('says why it cannot follow', async () => {
  const laboratory = await opened();
  const other = { ...one, training: { ...one.training, optimizer: { kind: 'momentum', momentum: 0.9, nesterov: false } as const } };
  await expect(follow(laboratory, { experiment: other, start: 'trained', example: 0, steps: 0 })).rejects.toThrow('other layers');
});

import { expect, it } from 'vitest';
import type { Answers, Questions } from '@/worker/protocol';
import { keptRun, numbersOf, stockedStorage, TestLaboratory, tinyExperiment } from './laboratory-fixture';

/** The worker's answer to a question, or why there is none. */
async function ask<K extends keyof Questions>(laboratory: TestLaboratory, type: K, question: Questions[K], request: number) {
  await laboratory.send({ type, ...question, request } as Parameters<TestLaboratory['send']>[0]);
  const reply = laboratory.messages.find((message) => 'request' in message && message.request === request);
  if (reply?.type === 'refusal') throw new Error(reply.problem.message);
  if (reply?.type !== 'answer') throw new Error('no answer');
  return reply.answer as Answers[K];
}

it('A model from a file can be asked at once, trained further from its weights, and asked again after a reload', async () => {
  const storage = await stockedStorage();
  const source = new TestLaboratory({ storage });
  await source.open();
  await source.train('a');
  await source.untilStatus('finished');
  const learnt = await storage.loadCheckpoint('a');
  if (!learnt) throw new Error('nothing was learnt');
  const before = await ask(source, 'predictions', { set: 'test' }, 1);

  const laboratory = new TestLaboratory({ storage });
  await laboratory.open();
  const model = { experiment: tinyExperiment({ epochs: 2 }), weights: learnt.state.weights, name: 'garments', newId: 'b' };
  expect(await ask(laboratory, 'importModel', model, 2)).toEqual({ runId: 'b' });
  const [kept, trained] = [await keptRun(storage, 'b'), await keptRun(storage, 'a')];
  expect(kept.test?.confusion).toEqual(trained.test?.confusion);
  expect(kept.validation?.confusion).toEqual(trained.validation?.confusion);
  await laboratory.send({ type: 'openRun', runId: 'b' });
  expect(laboratory.of('network').at(-1)?.ready).toBe(true);
  const after = await ask(laboratory, 'predictions', { set: 'test' }, 3);
  expect(after.probabilities).toEqual(before.probabilities);
  expect(after).toMatchObject({ epoch: 0, step: 0 });

  await laboratory.continue('b', { epochs: 2 });
  await laboratory.untilStatus('finished');
  const run = await keptRun(storage, 'b');
  expect(run).toMatchObject({ startedFrom: { name: 'garments', epoch: 0 }, stepsPerEpoch: 6 });
  expect(run.epochRecords).toHaveLength(2);
  // A network that starts from random weights guesses: its first loss is about ln 10.
  expect(run.history.losses[0]).toBeLessThan(1.5);
  expect(numbersOf((await storage.loadCheckpoint('b'))!.state)).not.toEqual(numbersOf(learnt.state));
});

it('A model whose weights are not those of its network is refused, and nothing is stored', async () => {
  const storage = await stockedStorage();
  const laboratory = new TestLaboratory({ storage });
  await laboratory.open();
  const model = { experiment: tinyExperiment(), weights: [new Float32Array(3)], name: 'x', newId: 'b' };
  await expect(ask(laboratory, 'importModel', model, 1)).rejects.toThrow('not those of its network');
  expect(await storage.listRuns()).toEqual([]);
});

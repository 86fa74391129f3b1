import { describe, expect, it } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import { fitClassifier } from '@/engine/classical/classifier';
import { CLASSICAL_KINDS, CLASSICAL_MODELS } from '@/experiment/classical/models';
import type { ClassicalKind } from '@/experiment/classical/types';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { evaluateProbabilities } from '@/metrics/probabilities';
import type { RunNews } from '@/run/events';
import type { EvaluationSet } from '@/run/types';
import type { AppStorage } from '@/storage/types';
import type { Message, SetPredictions } from '@/worker/protocol';
import { keptRun, sharedLocks, stockedStorage, TestLaboratory, tinyData, tinyExperiment } from './laboratory-fixture';

/** A classical Experiment on the tiny set; forests are kept small. */
function classical(kind: ClassicalKind): Experiment {
  const { defaults } = CLASSICAL_MODELS[kind];
  const model = defaults.kind === 'randomForest' ? { ...defaults, trees: 5 } : defaults;
  return { ...tinyExperiment(), model: { kind: 'classical', classical: model } };
}

async function fitted(storage: AppStorage, experiment: Experiment, runId = 'a'): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory({ storage });
  await laboratory.open();
  await laboratory.train(runId, experiment);
  await laboratory.untilStatus('finished');
  return laboratory;
}

/** What the worker answers to one question, or why it does not. */
async function replyTo(
  laboratory: TestLaboratory,
  question: { type: 'predict'; pixels: Uint8Array } | { type: 'predictions'; set: EvaluationSet },
) {
  const request = laboratory.messages.length;
  await laboratory.send({ ...question, request });
  const reply = laboratory.messages.find((message: Message) => 'request' in message && message.request === request);
  if (reply?.type === 'refusal') return reply.problem.message;
  return reply?.type === 'answer' ? reply.answer : 'nothing';
}

const PICTURE = new Uint8Array(784).fill(90, 200, 500);

const predict = async (laboratory: TestLaboratory) => {
  const answer = await replyTo(laboratory, { type: 'predict', pixels: PICTURE });
  return typeof answer === 'object' && 'probabilities' in answer ? [...answer.probabilities] : answer;
};

const predictions = async (laboratory: TestLaboratory, set: EvaluationSet) =>
  (await replyTo(laboratory, { type: 'predictions', set })) as SetPredictions | string;

/** The model that should come out, fitted here. */
async function direct(experiment: Experiment) {
  const data = prepareData(tinyData, experiment.data, experiment.training.seed, experiment.training.classWeights);
  const work = { signal: new AbortController().signal, breathe: async () => undefined };
  const model = classicalOf(experiment);
  if (!model) throw new Error('no classical model');
  const classifier = await fitClassifier(model, { data, seed: experiment.training.seed, ...work });
  const evaluated = async (indices: Uint32Array) => {
    const targets = Uint8Array.from(indices, (index) => data.targets[index] ?? 0);
    return evaluateProbabilities(await classifier.probabilities(indices, work), classifier.classes, targets);
  };
  return { data, classifier, work, evaluated };
}

const partsOf = (news: RunNews[]) => [...new Set(news.filter((each) => each.type === 'fitting').map(({ part }) => part))];

describe.each(CLASSICAL_KINDS)('a fit of %s', (kind) => {
  it('ends with the figures of the model asked directly, in a kept row without epochs', async () => {
    const storage = await stockedStorage();
    const laboratory = await fitted(storage, classical(kind));
    const { data, classifier, work, evaluated } = await direct(classical(kind));
    const run = await keptRun(storage, 'a');
    expect(run).toMatchObject({ status: 'finished', epochs: 0, stepsPerEpoch: 0, engine: 'CPU (JavaScript) · 1 thread' });
    expect(run.validation).toEqual({ set: 'validation', epoch: 0, ...(await evaluated(data.validation)) });
    expect(run.test).toEqual({ set: 'test', epoch: 0, ...(await evaluated(data.test)) });
    const training = kind === 'nearestNeighbours' ? null : (await evaluated(data.train)).score;
    expect(run.fit).toMatchObject({ training, notes: [...classifier.notes] });
    expect(run.fit?.seconds).toBeGreaterThanOrEqual(0);
    expect(await predict(laboratory)).toEqual([...(await classifier.probabilitiesOf(PICTURE, work))]);
    expect(laboratory.phases).not.toContain('compiling');
    expect(laboratory.phases.at(-1)).toBe('idle');
  });

  it('tells how far it is, shows samples, and answers whole sets', async () => {
    const laboratory = await fitted(await stockedStorage(), classical(kind));
    const asksTraining = kind === 'nearestNeighbours' ? [] : ['training'];
    expect(partsOf(laboratory.news())).toEqual(['learning', ...asksTraining, 'validation', 'test']);
    const order = laboratory.news().map(({ type }) => type);
    expect(order.indexOf('fitted')).toBeLessThan(order.indexOf('evaluation'));
    const samples = laboratory.news().filter((news) => news.type === 'samples');
    expect(samples[0]?.samples).toMatchObject({ epoch: 0, step: 0, set: 'validation' });
    expect(samples[0]?.samples.items).toHaveLength(8);
    const answer = await predictions(laboratory, 'test');
    const { data, classifier, work } = await direct(classical(kind));
    expect(answer).toMatchObject({ set: 'test', epoch: 0, step: 0, indices: data.test });
    expect(typeof answer === 'object' && [...answer.probabilities]).toEqual([...(await classifier.probabilities(data.test, work))]);
  });
});

it('of a run under way in another tab is refused', async () => {
  const storage = await stockedStorage();
  const locks = sharedLocks();
  locks.held.add('a');
  const laboratory = new TestLaboratory({ storage, locks });
  await laboratory.open();
  await laboratory.train('a', classical('mostFrequent'));
  expect(laboratory.of('problem')[0]?.problem.message).toContain('another tab');
});

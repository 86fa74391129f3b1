import { sampleRun } from '@tests/support/runs';
import { describe, expect, it, vi } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import { fitModel } from '@/engine/classical/fitted-model';
import type { Network } from '@/engine/engine';
import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassicalKind } from '@/experiment/classical/models';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { evaluateProbabilities } from '@/metrics/probabilities';
import type { RunNews } from '@/run/events';
import type { EvaluationSet } from '@/run/types';
import { StorageError } from '@/storage/errors';
import type { AppStorage } from '@/storage/types';
import type { Message, SetPredictions } from '@/worker/protocol';
import { failureOf } from '@/worker/run/fit-failure';
import { keptRun, sharedLocks, stockedStorage, TestLaboratory, tinyData, tinyExperiment, withLosses } from './laboratory-fixture';

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
  const classifier = await fitModel(model, { data, seed: experiment.training.seed, ...work });
  const evaluated = async (indices: Uint32Array) => {
    const targets = Uint8Array.from(indices, (index) => data.targets[index] ?? 0);
    return evaluateProbabilities(await classifier.probabilities(indices, work), classifier.classes, targets);
  };
  return { data, classifier, work, evaluated };
}

const partsOf = (news: RunNews[]) => [...new Set(news.filter((each) => each.type === 'fitting').map(({ part }) => part))];

const PIXELS = 784;

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

/** A laboratory in which every look at the clock finds a second gone, as on a computer that is far too slow. */
function slowly(storage: AppStorage, locks = sharedLocks()): TestLaboratory {
  let time = 0;
  return new TestLaboratory({ storage, locks, now: () => (time += 1000) });
}

const forest = (trees: number): Experiment => ({
  ...classical('randomForest'),
  model: { kind: 'classical', classical: { ...CLASSICAL_MODELS.randomForest.defaults, trees } },
});
/** As many trees as take a few slices of work even where the code is warm: fewer would be grown before anything is told. */
const SOME = 500;
/** More than anybody waits for. */
const ENDLESS = 900;

const isFinished = (news: RunNews) => news.type === 'status' && news.status === 'finished';
const isFitting = (news: RunNews) => news.type === 'fitting' && news.done !== null && news.done > 0;

describe('a fit under way', () => {
  it('is paused where it is, resumed, and ends with the same model; the pause does not count', async () => {
    const straight = await stockedStorage();
    await fitted(straight, forest(SOME));
    const storage = await stockedStorage();
    let skipped = 0;
    const laboratory = new TestLaboratory({ storage, now: () => performance.now() + skipped });
    await laboratory.open();
    await laboratory.train('a', forest(SOME));
    await laboratory.until((news) => news.type === 'status' && news.status === 'training');
    await laboratory.send({ type: 'pause' });
    await laboratory.untilStatus('paused');
    await new Promise((resolve) => setTimeout(resolve, 300));
    skipped = 3_600_000;
    expect(laboratory.news().some(({ type }) => type === 'fitted')).toBe(false);
    expect(laboratory.phases.at(-1)).toBe('paused');
    await laboratory.send({ type: 'resume' });
    await laboratory.untilStatus('finished');
    expect(await storage.loadModel('a', PIXELS)).toEqual(await straight.loadModel('a', PIXELS));
    const [run, other] = [await keptRun(storage, 'a'), await keptRun(straight, 'a')];
    expect(run.test).toEqual(other.test);
    expect(run.fit?.seconds).toBeLessThan(1000);
  });

  it('is stopped without figures, and what was there before is gone', async () => {
    const storage = await stockedStorage();
    const laboratory = await fitted(storage, classical('mostFrequent'));
    await laboratory.train('b', forest(ENDLESS));
    await laboratory.until((news) => news.type === 'opened' && news.run.id === 'b');
    expect(await predict(laboratory)).toBe('No trained network is here yet.');
    await laboratory.send({ type: 'stop' });
    await laboratory.untilStatus('stopped');
    expect(await keptRun(storage, 'b')).toMatchObject({ status: 'stopped', validation: null, test: null });
    expect((await keptRun(storage, 'b')).fit).toBeUndefined();
    expect(laboratory.of('network').at(-1)).toMatchObject({ ready: false });
    expect(laboratory.phases.at(-1)).toBe('idle');
    expect(await predict(laboratory)).toBe('No trained network is here yet.');
  });

  it('can be stopped while it is paused', async () => {
    const laboratory = new TestLaboratory({ storage: await stockedStorage() });
    await laboratory.open();
    await laboratory.train('a', forest(ENDLESS));
    await laboratory.send({ type: 'pause' });
    await laboratory.send({ type: 'stop' });
    await laboratory.untilStatus('stopped');
  });

  it('tells how far it is at most four times a second', async () => {
    const laboratory = await fitted(await stockedStorage(), forest(100));
    const learning = laboratory.news().filter((news) => news.type === 'fitting' && news.part === 'learning');
    const { fit } = laboratory.news().findLast((news) => news.type === 'fitted') ?? { fit: { seconds: 0 } };
    expect(learning.length).toBeLessThanOrEqual(2 + fit.seconds / 0.25);
  });

  it('keeps the page patient: a first slice may take long, later ones as long as the longest', async () => {
    const laboratory = slowly(await stockedStorage());
    await laboratory.open();
    await laboratory.train('a', forest(SOME));
    await laboratory.untilStatus('finished');
    const [first] = laboratory.phases.filter((phase) => phase === 'evaluating' || phase === 'training');
    expect(first).toBe('evaluating');
    expect(laboratory.phases).toContain('training');
    expect(laboratory.paces[0]).toBeGreaterThanOrEqual(1000);
  });

  it('refuses another run, and belongs to one tab', async () => {
    const [storage, locks] = [await stockedStorage(), sharedLocks()];
    const first = new TestLaboratory({ storage, locks });
    await first.open();
    await first.train('a', forest(ENDLESS));
    await first.train('b', classical('mostFrequent'));
    expect(first.of('problem')[0]?.problem.message).toContain('A run is training.');
    const second = new TestLaboratory({ storage, locks });
    await second.open();
    expect(second.of('opened')[0]).toMatchObject({ elsewhere: { id: 'a' }, lastRun: null });
    await first.send({ type: 'stop' });
    await first.untilStatus('stopped');
    await expect.poll(() => locks.held.size, { timeout: 10_000 }).toBe(0);
  });

  it('is erased, and does not save itself again', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.train('a', forest(ENDLESS));
    await laboratory.send({ type: 'eraseEverything' });
    expect(laboratory.of('erased')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([await storage.listRuns(), await storage.loadModel('a', PIXELS)]).toEqual([[], null]);
  });

  it('that cannot be kept goes on, and says so', async () => {
    const storage = await stockedStorage();
    storage.saveModel = () => Promise.reject(new StorageError('full', 'No room.'));
    const laboratory = await fitted(storage, classical('decisionTree'));
    expect(laboratory.of('storage')[0]?.storage.problem).toBe('No room.');
    expect((await keptRun(storage, 'a')).fit?.notes.at(-1)).toContain('could not be saved');
    expect(await predict(laboratory)).toHaveLength(10);
  });

  it('balances classes by the images it sees, not by copies that only networks get', async () => {
    const plain = classical('logisticRegression');
    plain.training.classWeights = { kind: 'balanced' };
    const copied = structuredClone(plain);
    copied.data.augmentation = { steps: [{ kind: 'flipLeftRight', probability: 1 }], mode: 'addCopies', classes: [0] };
    const [first, second] = [await stockedStorage(), await stockedStorage()];
    await fitted(first, plain);
    await fitted(second, copied);
    expect((await keptRun(second, 'a')).test).toEqual((await keptRun(first, 'a')).test);
  });
});

describe('orders that cross', () => {
  it('a fit that cannot start over, since its run is taken, is said to be stopped', async () => {
    const locks = sharedLocks();
    const storage = await stockedStorage();
    // The tab that has taken it saves it.
    await storage.saveRun(sampleRun('a'), (await storage.claimRun('a')).claim);
    const laboratory = new TestLaboratory({ storage, locks: { ...locks, take: async () => null } });
    await laboratory.open();
    await laboratory.send({ type: 'train', runId: 'a', experiment: classical('decisionTree'), recovered: 'The worker failed' });
    expect(laboratory.news().at(-1)).toEqual({ type: 'status', status: 'stopped' });
    expect(laboratory.of('problem')).toHaveLength(1);
  });

  it('reports that wait for their turn are given up for a new run', async () => {
    const laboratory = await fitted(await stockedStorage(), classical('nearestNeighbours'));
    const asked = [predictions(laboratory, 'validation'), predictions(laboratory, 'test')];
    const training = laboratory.train('b', classical('mostFrequent'));
    expect(await Promise.all(asked)).toEqual(new Array(2).fill('Another run started before the report was ready.'));
    await training;
  });

  it('a run that is trained elsewhere cannot be deleted, another can', async () => {
    const [storage, locks] = [await stockedStorage(), sharedLocks()];
    const laboratory = new TestLaboratory({ storage, locks });
    await laboratory.open();
    for (const id of ['a', 'b']) {
      await laboratory.train(id, classical('mostFrequent'));
      await laboratory.until((news) => news.type === 'status' && news.status === 'finished');
      await laboratory.send({ type: 'pause' });
    }
    const release = await locks.take('a', 0);
    await laboratory.send({ type: 'deleteRun', runId: 'a', request: 1 });
    expect(await storage.loadRun('a')).not.toBeNull();
    expect(laboratory.of('refusal').at(-1)?.problem.message).toContain('another tab');
    release?.();
    vi.spyOn(storage, 'deleteRun').mockRejectedValueOnce(new Error('The disk does not answer.'));
    await laboratory.send({ type: 'deleteRun', runId: 'a', request: 2 });
    expect(laboratory.of('refusal').at(-1)?.problem.message).toContain('does not answer');
    expect(await storage.loadRun('a')).not.toBeNull();
    await laboratory.send({ type: 'deleteRun', runId: 'a', request: 3 });
    expect(laboratory.of('answer').at(-1)?.answer).toEqual({ runId: 'a' });
    expect(await storage.loadRun('a')).toBeNull();
  });
});

describe('a fit that cannot be', () => {
  it('without training images ends in words', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    const experiment = classical('decisionTree');
    experiment.data.split = { kind: 'official', validationShare: 1, stratified: false, validationIsTest: false };
    await laboratory.train('a', experiment);
    await laboratory.until((news) => news.type === 'failed');
    expect((await keptRun(storage, 'a')).failure).toMatchObject({ code: 'data', message: expect.stringContaining('no training images') });
    expect(laboratory.phases.at(-1)).toBe('idle');
  });

  it('says what is to be done where memory runs out', () => {
    expect(failureOf(new RangeError('Array buffer allocation failed'))).toMatchObject({ code: 'out-of-memory' });
    expect(failureOf(new RangeError('Invalid typed array length: 9'))).toMatchObject({ code: 'out-of-memory' });
    expect(failureOf(new RangeError('Image 3: class 9 does not exist'))).toMatchObject({ code: 'engine' });
    expect(failureOf('no')).toMatchObject({ code: 'engine', message: 'The model could not be fitted: no' });
  });

  it('is not estimated', async () => {
    const laboratory = new TestLaboratory({ storage: await stockedStorage() });
    await laboratory.open();
    await laboratory.send({ type: 'estimate', request: 5, experiment: classical('decisionTree') });
    expect(laboratory.of('refusal')[0]?.problem.message).toContain('cannot be measured beforehand');
  });
});

describe.each(CLASSICAL_KINDS)('a model of %s that was kept', (kind) => {
  it('answers as before at the next opening, nearest neighbours once their images are there', async () => {
    const storage = await stockedStorage();
    const before = await fitted(storage, classical(kind));
    const expected = [await predict(before), await predictions(before, 'test')];

    const next = new TestLaboratory({ storage });
    await next.open();
    expect(next.of('opened')[0]).toMatchObject({ hasWeights: true, lastRun: { id: 'a', status: 'finished' } });
    const waits = kind === 'nearestNeighbours';
    expect(next.of('network')).toEqual(waits ? [] : [{ type: 'network', ready: true }]);
    if (waits) expect(await predict(next)).toContain('the images of Fashion-MNIST are not here yet');
    else expect(await predict(next)).toEqual(expected[0]);
    expect(await predictions(next, 'test')).toContain('not here yet');

    await next.send({ type: 'useDataset', dataset: 'fashion-mnist' });
    expect(next.of('network').at(-1)).toEqual({ type: 'network', ready: true });
    expect([await predict(next), await predictions(next, 'test')]).toEqual(expected);
    expect(next.news().map(({ type }) => type)).toEqual(['samples']);
    expect(next.of('problem')).toEqual([]);
  });
});

describe('what is left of a fit', () => {
  it('whose page was closed is interrupted, and starts over when it is continued', async () => {
    const [storage, locks] = [await stockedStorage(), sharedLocks()];
    const first = slowly(storage, locks);
    await first.open();
    await first.train('a', forest(SOME));
    await first.until(isFitting);
    const dead = structuredClone(await keptRun(storage, 'a'));
    await first.send({ type: 'stop' });
    // A fit this small may have come to its end before the order did.
    await first.until((news) => news.type === 'status' && ['stopped', 'finished'].includes(news.status));
    await storage.saveRun(dead);

    const second = new TestLaboratory({ storage, locks });
    await second.open();
    expect(second.of('opened')[0]).toMatchObject({ hasWeights: false, lastRun: { id: 'a', status: 'interrupted' } });
    await second.continue('a');
    await second.untilStatus('finished');
    const run = await keptRun(storage, 'a');
    expect(run.interventions).toEqual([{ step: 0, epoch: 0, what: 'continued', note: 'Started again from the beginning' }]);
    const straight = await stockedStorage();
    await fitted(straight, forest(SOME));
    expect(run.test).toEqual((await keptRun(straight, 'a')).test);
    expect(run.createdAt).toBe(dead.createdAt);
  });

  it('whose worker died starts over, paused where it was, and says why', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    const note = 'The worker stopped answering, started again from the beginning';
    await laboratory.send({ type: 'train', runId: 'a', experiment: forest(5), recovered: 'The worker stopped answering' });
    await laboratory.untilStatus('finished');
    expect((await keptRun(storage, 'a')).interventions).toMatchObject([{ what: 'recovered', note }]);

    const again = new TestLaboratory({ storage });
    await again.open();
    await again.send({ type: 'train', runId: 'b', experiment: forest(5), paused: true, recovered: 'The worker stopped answering' });
    await again.untilStatus('paused');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(again.news().some(({ type }) => type === 'fitted')).toBe(false);
    await again.send({ type: 'resume' });
    await again.untilStatus('finished');

    const next = new TestLaboratory({ storage });
    await next.open();
    await next.continue('a', { recovered: 'The worker stopped answering', paused: true });
    await next.untilStatus('paused');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(next.news().some(({ type }) => type === 'fitted')).toBe(false);
    await next.send({ type: 'resume' });
    await next.untilStatus('finished');
    expect((await keptRun(storage, 'a')).interventions).toMatchObject([{ note }, { what: 'recovered', note }]);
  });

  it('is damaged, and counts as absent', async () => {
    const storage = await stockedStorage();
    await fitted(storage, classical('decisionTree'));
    storage.loadModel = async () => null;
    const next = new TestLaboratory({ storage });
    await next.open();
    expect(next.of('opened')[0]).toMatchObject({ hasWeights: false, lastRun: { id: 'a', status: 'finished' } });
    expect(await predict(next)).toBe('No trained network is here yet.');
  });

  it('knows other classes than its run, and is left alone, in words', async () => {
    const storage = await stockedStorage();
    await fitted(storage, classical('mostFrequent'));
    await storage.saveModel(await keptRun(storage, 'a'), { kind: 'mostFrequent', classes: 3, answer: 1 });
    const next = new TestLaboratory({ storage });
    await next.open();
    expect(next.of('problem')[0]?.problem).toMatchObject({ title: 'The last trained model could not be loaded.' });
  });
});

describe('a network and a model in turn', () => {
  it('take each other’s place, and leave nothing behind', async () => {
    const storage = await stockedStorage();
    const alive = new Set<Network>();
    const laboratory = new TestLaboratory({
      storage,
      wrap: (network) => {
        const watched = withLosses(network, (results) => results);
        alive.add(watched);
        watched.dispose = () => {
          alive.delete(watched);
          network.dispose();
        };
        return watched;
      },
    });
    await laboratory.open();
    const train = async (runId: string, experiment: Experiment) => {
      const before = laboratory.messages.length;
      await laboratory.train(runId, experiment);
      // The last thing that is said of a run is whether there is something to ask.
      const isOver = () => {
        const since = laboratory.messages.slice(before);
        const ended = since.findIndex((message) => message.type === 'run' && isFinished(message.event.news));
        return ended >= 0 && since.slice(ended).some((message) => message.type === 'network' && message.ready);
      };
      await expect.poll(isOver, { timeout: 30_000 }).toBe(true);
    };
    await train('a', tinyExperiment({ epochs: 1 }));
    const network = await predict(laboratory);
    await train('b', classical('decisionTree'));
    const tree = await predict(laboratory);
    expect(tree).not.toEqual(network);
    const held = laboratory.of('run').filter(({ event }) => event.runId === 'b');
    expect(held.some(({ event }) => event.news.type === 'steps')).toBe(false);
    await train('c', tinyExperiment({ epochs: 1 }));
    expect(await predict(laboratory)).toEqual(network);
    await laboratory.send({ type: 'resetWeights' });
    // What the engine choice measured with is disposed by itself; what was trained is let go of.
    expect(alive.size).toBe(0);
  });
});

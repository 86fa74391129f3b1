import { describe, expect, it } from 'vitest';
import type { Run } from '@/run/types';
import { StorageError } from '@/storage/errors';
import { memoryStorage } from '@/storage/memory';
import type { AppStorage, SavedCheckpoint } from '@/storage/types';
import { keptRun, numbersOf, sharedLocks, stockedStorage, TestLaboratory, tinyExperiment, withLosses } from './laboratory-fixture';

const EPOCHS = 4;
const STEPS_PER_EPOCH = 6;

async function trained(storage: AppStorage, runId = 'a', experiment = tinyExperiment()): Promise<TestLaboratory> {
  const laboratory = new TestLaboratory({ storage });
  await laboratory.open();
  await laboratory.train(runId, experiment);
  await laboratory.untilStatus('finished');
  return laboratory;
}

describe('a run', () => {
  it('trains to its end, and tells each epoch only once its checkpoint is kept', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    const epochsTold = () => laboratory.news().filter((news) => news.type === 'epoch').length;
    const keptBeforeTold: boolean[] = [];
    const save = storage.saveCheckpoint.bind(storage);
    storage.saveCheckpoint = async (...checkpoint) => {
      await save(...checkpoint);
      keptBeforeTold.push(epochsTold() <= Math.max(0, checkpoint[0].epochRecords.length - 1) || checkpoint[0].status === 'finished');
    };
    await laboratory.open();
    await laboratory.train('a');
    await laboratory.untilStatus('finished');
    expect(epochsTold()).toBe(EPOCHS);
    expect(keptBeforeTold.length).toBeGreaterThan(EPOCHS);
    expect(keptBeforeTold).not.toContain(false);
    const run = await keptRun(storage, 'a');
    expect(run.status).toBe('finished');
    expect(run.test?.epoch).toBe(EPOCHS);
    expect(run.history.losses).toEqual(laboratory.losses());
    expect(laboratory.losses()).toHaveLength(EPOCHS * STEPS_PER_EPOCH);
    const asked = laboratory.news().flatMap((news) => (news.type === 'evaluating' ? [news.set] : []));
    expect(asked).toEqual([...Array.from({ length: EPOCHS }, () => 'validation'), 'test']);
  });

  it('is paused, kept there, resumed, and ends with the same numbers', async () => {
    const straight = await trained(await stockedStorage());
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.train('a');
    await laboratory.until((news) => news.type === 'epoch');
    await laboratory.send({ type: 'pause' });
    const before = laboratory.losses().length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    // A block under way when the pause came is finished, and no other begun.
    expect(laboratory.losses().length - before).toBeLessThanOrEqual(STEPS_PER_EPOCH);
    const held = laboratory.losses().length;
    expect((await storage.loadCheckpoint('a'))?.step).toBe(held);
    await laboratory.send({ type: 'resume' });
    await laboratory.untilStatus('finished');
    expect(laboratory.losses()).toEqual(straight.losses());
  });

  it('is stopped, tested, and goes on from there for more epochs', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.train('a', tinyExperiment({ epochs: 500 }));
    await laboratory.until((news) => news.type === 'epoch');
    await laboratory.send({ type: 'stop' });
    await laboratory.untilStatus('stopped');
    const stopped = await keptRun(storage, 'a');
    expect(stopped.test).not.toBeNull();
    const epochs = stopped.epochRecords.length + 2;
    await laboratory.continue('a', { epochs });
    await laboratory.untilStatus('finished');
    const finished = await keptRun(storage, 'a');
    expect(finished.epochRecords.map((record) => record.epoch)).toEqual(Array.from({ length: epochs }, (_, i) => i + 1));
    expect(finished.interventions.at(-1)?.what).toBe('continued');
  });

  it('taken up by another worker equals one never interrupted, number for number', async () => {
    const whole = await stockedStorage();
    const straight = await trained(whole);
    const storage = await stockedStorage();
    const locks = sharedLocks();
    const first = new TestLaboratory({ storage, locks });
    await first.open();
    await first.train('a');
    await first.until((news) => news.type === 'epoch' && news.record.epoch === 2);
    // The worker dies: nothing more of it is kept, and its lock is free.
    const [run, checkpoint] = [await keptRun(storage, 'a'), await storage.loadCheckpoint('a')];
    if (!checkpoint) throw new Error('no checkpoint');
    const next = await stockedStorage();
    await next.saveCheckpoint(run, checkpoint.state, checkpoint);
    const second = new TestLaboratory({ storage: next });
    await second.open();
    await second.continue('a', { recovered: 'Graphics reset' });
    await second.untilStatus('finished');
    expect(second.losses()).toEqual(straight.losses());
    const [left, right] = [await whole.loadCheckpoint('a'), await next.loadCheckpoint('a')];
    expect(right && numbersOf(right.state)).toEqual(left && numbersOf(left.state));
    expect((await keptRun(next, 'a')).interventions[0]).toMatchObject({
      what: 'recovered',
      note: 'Graphics reset, continuing from epoch 2',
    });
  });

  it('taken up by another build of its engine says so, since the last digits may differ', async () => {
    const storage = await stockedStorage();
    const first = new TestLaboratory({ storage });
    await first.open();
    await first.train('a');
    await first.until((news) => news.type === 'epoch' && news.record.epoch === 1);
    const [run, checkpoint] = [await keptRun(storage, 'a'), await storage.loadCheckpoint('a')];
    if (!checkpoint) throw new Error('no checkpoint');
    const told = async (before: Run) => {
      const next = await stockedStorage();
      await next.saveCheckpoint(before, checkpoint.state, checkpoint);
      const second = new TestLaboratory({ storage: next });
      await second.open();
      await second.continue('a', { recovered: 'Graphics reset' });
      await second.untilStatus('finished');
      return (await keptRun(next, 'a')).interventions.filter(({ what }) => what === 'engine').map(({ note }) => note);
    };
    expect(await told(run)).toEqual([]);
    expect(await told({ ...run, engineBuild: 'relaxed SIMD' })).toEqual([
      `Now computed by ${run.engine} instead of ${run.engine}, relaxed SIMD; the last digits may differ`,
    ]);
  });

  it('that was paused is taken up paused, with the learning rate and epochs of its last moment', async () => {
    const storage = await stockedStorage();
    await trained(storage);
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.continue('a', { recovered: 'Graphics reset', paused: true, epochs: 6, learningRate: 0.5 });
    await laboratory.untilStatus('paused');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(laboratory.news().some((news) => news.type === 'steps')).toBe(false);
    await laboratory.send({ type: 'resume' });
    await laboratory.untilStatus('finished');
    expect(await keptRun(storage, 'a')).toMatchObject({ epochs: 6, learningRate: 0.5 });
  });

  it('whose loss becomes NaN stops, and goes back to its last good weights', async () => {
    const storage = await stockedStorage();
    const poisoned = 3 * STEPS_PER_EPOCH;
    let steps = 0;
    const laboratory = new TestLaboratory({
      storage,
      wrap: (network) =>
        withLosses(network, (results) => {
          steps += results.losses.length;
          return steps > poisoned + 60 ? { ...results, losses: results.losses.fill(Number.NaN) } : results;
        }),
    });
    await laboratory.open();
    await laboratory.train('a', tinyExperiment({ epochs: 200 }));
    await laboratory.until((news) => news.type === 'failed');
    await laboratory.until((news) => news.type === 'samples');
    await expect.poll(async () => (await keptRun(storage, 'a')).status).toBe('failed');
    const failed = await keptRun(storage, 'a');
    expect(failed.failure).toMatchObject({ code: 'not-finite', suggestion: expect.stringContaining('Lower the learning rate') });
    await laboratory.send({ type: 'predict', request: 1, pixels: new Uint8Array(784).fill(100) });
    const answer = laboratory.of('answer')[0]?.answer;
    expect(answer && 'probabilities' in answer && answer.probabilities.every(Number.isFinite)).toBe(true);
  });

  it('whose weights are no numbers any more is never kept, and fails', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({
      storage,
      wrap: (network) => {
        const broken = withLosses(network, (results) => results);
        let steps = 0;
        // The loss of the last step of an epoch is still sound; what that step leaves behind is not.
        broken.trainStep = (...step) => {
          network.trainStep(...step);
          if (++steps === 6 * STEPS_PER_EPOCH)
            network.setState({ ...initial, weights: initial.weights.map((w) => w.map(() => Number.NaN)) });
        };
        let initial = { weights: [] as Float32Array[], slots: [] as Float32Array[][], updates: 0 };
        network.getState().then((state) => {
          initial = state;
        });
        return broken;
      },
    });
    await laboratory.open();
    // Without validation the next thing after the epoch is its checkpoint.
    const experiment = tinyExperiment({ epochs: 50 });
    experiment.data.split = { kind: 'official', validationShare: 0, stratified: true, validationIsTest: false };
    await laboratory.train('a', experiment);
    await laboratory.until((news) => news.type === 'failed');
    await expect.poll(async () => (await keptRun(storage, 'a')).status).toBe('failed');
    const checkpoint = await storage.loadCheckpoint('a');
    expect(checkpoint?.state.weights.every((values) => values.every(Number.isFinite))).toBe(true);
  });
});

describe('what is kept', () => {
  it('is there at the next opening: the run, its curves, and a network that answers', async () => {
    const storage = await stockedStorage();
    await trained(storage);
    const next = new TestLaboratory({ storage });
    await next.open();
    expect(next.of('opened')[0]).toMatchObject({ hasWeights: true, elsewhere: null, lastRun: { id: 'a', status: 'finished' } });
    await next.send({ type: 'predict', request: 7, pixels: new Uint8Array(784).fill(9) });
    expect(next.of('answer')[0]?.request).toBe(7);
  });

  it('of a run in its middle is interrupted, but not while another tab drives it', async () => {
    const storage = await stockedStorage();
    const locks = sharedLocks();
    const first = new TestLaboratory({ storage, locks });
    await first.open();
    await first.train('a', tinyExperiment({ epochs: 500 }));
    await first.until((news) => news.type === 'epoch');

    const second = new TestLaboratory({ storage, locks });
    await second.open();
    expect(second.of('opened')[0]).toMatchObject({ elsewhere: { id: 'a' }, lastRun: null });
    await second.continue('a');
    expect(second.of('problem')[0]?.problem.message).toContain('another tab');

    await first.send({ type: 'pause' });
    await first.untilStatus('paused');
    locks.held.clear();
    const third = new TestLaboratory({ storage, locks });
    await third.open();
    expect(third.of('opened')[0]).toMatchObject({ elsewhere: null, lastRun: { id: 'a', status: 'interrupted' } });
    await first.send({ type: 'stop' });
  });

  it('cannot be, and the run goes on: it is said once, and taken back when it can', async () => {
    const storage = await stockedStorage();
    const save = storage.saveCheckpoint.bind(storage);
    let full = true;
    storage.saveCheckpoint = (...checkpoint) => (full ? Promise.reject(new StorageError('full', 'No room.')) : save(...checkpoint));
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.train('a');
    await laboratory.until((news) => news.type === 'epoch' && news.record.epoch === 2);
    full = false;
    await laboratory.untilStatus('finished');
    expect(laboratory.of('storage').map((message) => message.storage.problem)).toEqual(['No room.', null]);
  });

  it('finds no room, and takes it from what earlier runs have learnt, without a word', async () => {
    const storage = await stockedStorage();
    await trained(storage, 'old');
    const save = storage.saveCheckpoint.bind(storage);
    const isFull = async () => (await storage.loadCheckpoint('old')) !== null;
    storage.saveCheckpoint = async (...checkpoint) => {
      if (await isFull()) throw new StorageError('full', 'No room.');
      await save(...checkpoint);
    };
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.train('new');
    await laboratory.untilStatus('finished');
    expect(laboratory.of('storage').map((message) => message.storage.problem)).toEqual([]);
    expect(await storage.loadCheckpoint('old')).toBeNull();
    expect((await keptRun(storage, 'old')).status).toBe('finished');
    expect((await storage.loadCheckpoint('new'))?.epoch).toBe(EPOCHS);
  });

  it('cannot be read at all, and the laboratory opens all the same', async () => {
    const storage = await stockedStorage();
    storage.listRuns = () => Promise.reject(new StorageError('failed', 'Broken.'));
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    expect(laboratory.of('opened')[0]).toMatchObject({ lastRun: null, storage: { problem: 'Broken.' } });
  });

  it('cannot be opened: that is said before anything else is waited for', async () => {
    const laboratory = new TestLaboratory({
      storage: memoryStorage(new StorageError('unavailable', 'Denied.')),
      loadManifests: () => new Promise(() => undefined),
    });
    void laboratory.open();
    await expect.poll(() => laboratory.of('storage')).toMatchObject([{ storage: { kind: 'memory', problem: 'Denied.' } }]);
    expect(laboratory.of('opened')).toEqual([]);
  });

  it('is erased while a run is under way, and the run does not save itself again', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.train('a', tinyExperiment({ epochs: 500 }));
    await laboratory.until((news) => news.type === 'epoch');
    await laboratory.send({ type: 'eraseEverything' });
    expect(laboratory.of('erased')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await storage.listRuns()).toEqual([]);
    expect(await storage.loadFiles('fashion-mnist')).toEqual([]);
  });
});

describe('a run that stops by itself', () => {
  /** A rate that overshoots after a while: the first epochs are the best. */
  const eager = (change: Parameters<typeof tinyExperiment>[0] = {}) => {
    const earlyStopping = { monitor: 'validationLoss', patience: 2, minDelta: 0.02, restoreBestWeights: true } as const;
    return tinyExperiment({ epochs: 40, learningRate: 0.02, earlyStopping, ...change });
  };

  it('keeps its best weights, is judged by them, and is found again with them', async () => {
    const storage = await stockedStorage();
    const laboratory = await trained(storage, 'a', eager());
    const run = await keptRun(storage, 'a');
    const best = run.interventions.find(({ what }) => what === 'restoredBest')?.value ?? Number.NaN;
    expect(run.epochRecords.length).toBeLessThan(40);
    expect(run.epochs).toBe(run.epochRecords.length);
    expect(best).toBe(run.epochRecords.length - 2);
    expect([run.validation?.epoch, run.test?.epoch]).toEqual([best, best]);
    expect(run.validation?.score).toEqual(run.epochRecords[best - 1]?.validation);
    const checkpoint = await storage.loadCheckpoint('a');
    expect(checkpoint).toMatchObject({ epoch: run.epochs, best: { epoch: best, step: best * STEPS_PER_EPOCH } });
    expect(checkpoint?.state).toEqual(checkpoint?.best?.state);
    expect(checkpoint?.state.updates).toBe(best * STEPS_PER_EPOCH);
    const told = laboratory.news().filter((news) => news.type === 'samples');
    expect(told.at(-1)?.samples).toMatchObject({ epoch: best, step: best * STEPS_PER_EPOCH });

    const next = new TestLaboratory({ storage });
    await next.open();
    await next.send({ type: 'useDataset', dataset: 'fashion-mnist' });
    const [samples] = next.news().filter((news) => news.type === 'samples');
    expect(samples?.samples).toMatchObject({ epoch: best, items: told.at(-1)?.samples.items });
  });

  it('trains on from its best weights, its epochs counted on', async () => {
    const storage = await stockedStorage();
    await trained(storage, 'a', eager());
    const before = await keptRun(storage, 'a');
    const next = new TestLaboratory({ storage });
    await next.open();
    await next.continue('a', { epochs: before.epochs + 1 });
    await next.untilStatus('finished');
    const after = await keptRun(storage, 'a');
    expect(after.epochRecords.slice(0, -1)).toEqual(before.epochRecords);
    expect(after.epochRecords.at(-1)?.epoch).toBe(before.epochs + 1);
    expect(after.history.losses).toHaveLength((before.epochs + 1) * STEPS_PER_EPOCH);
    expect((await storage.loadCheckpoint('a'))?.best?.epoch).toBeLessThanOrEqual(after.epochs);
  });

  const flip = { kind: 'flipLeftRight', probability: 0.5 } as const;
  const turn = { kind: 'rotation', probability: 1, degrees: 20 } as const;
  const plateau = {
    kind: 'reduceOnPlateau',
    monitor: 'validationLoss',
    factor: 0.5,
    patience: 1,
    minDelta: 0.05,
    minLearningRate: 1e-4,
  } as const;
  it.each([
    ['in place', 'inPlace' as const],
    ['as copies', 'addCopies' as const],
  ])('and was interrupted after any epoch equals one never interrupted, images changed %s and schedule included', async (_how, mode) => {
    const experiment = eager({ schedule: plateau, warmupEpochs: 1.5, classWeights: { kind: 'balanced' } });
    experiment.data.augmentation = { steps: [flip, turn], mode, classes: [1, 4] };
    const whole = await stockedStorage();
    const kept: SavedCheckpoint[] = [];
    const rows: Run[] = [];
    const save = whole.saveCheckpoint.bind(whole);
    whole.saveCheckpoint = async (...checkpoint) => {
      await save(...checkpoint);
      rows.push(await keptRun(whole, 'a'));
      kept.push((await whole.loadCheckpoint('a')) as SavedCheckpoint);
    };
    const straight = await trained(whole, 'a', experiment);
    const expected = await keptRun(whole, 'a');
    expect(expected.interventions.map(({ what }) => what)).toEqual(['stoppedEarly', 'restoredBest']);
    // After the first epoch, in the middle, and when it was about to stop.
    for (const i of [1, Math.floor(kept.length / 2), kept.length - 2]) {
      const { state, best, ...position } = kept[i] as SavedCheckpoint;
      const storage = await stockedStorage();
      await storage.saveCheckpoint(rows[i] as Run, state, position, best);
      const second = new TestLaboratory({ storage });
      await second.open();
      await second.continue('a', { recovered: 'Graphics reset' });
      await second.untilStatus('finished');
      expect(second.losses()).toEqual(straight.losses());
      const run = await keptRun(storage, 'a');
      const comparable = ({ epochRecords, validation, test }: Run) => ({
        epochs: epochRecords.map(({ seconds: _, ...record }) => record),
        validation,
        test,
      });
      expect(comparable(run)).toEqual(comparable(expected));
      expect(run.interventions.slice(1)).toEqual(expected.interventions);
      const [left, right] = [await whole.loadCheckpoint('a'), await storage.loadCheckpoint('a')];
      expect([right?.state, right?.best]).toEqual([left?.state, left?.best]);
    }
  });
});

describe('orders that cannot be followed', () => {
  it('to continue what was never kept ends the run on the page, and says why', async () => {
    const laboratory = new TestLaboratory();
    await laboratory.open();
    await laboratory.continue('nobody');
    expect(laboratory.news()).toEqual([{ type: 'status', status: 'stopped' }]);
    expect(laboratory.of('problem')[0]?.problem.message).toContain('Nothing of this run was saved');
  });

  it('to stop while the engine is being chosen ends the run before it begins', async () => {
    const laboratory = new TestLaboratory();
    await laboratory.open();
    const starting = laboratory.train('a');
    await laboratory.until((news) => news.type === 'opened');
    await laboratory.send({ type: 'stop' });
    await starting;
    expect(laboratory.news().at(-1)).toEqual({ type: 'status', status: 'stopped' });
    expect(laboratory.news().some((news) => news.type === 'steps')).toBe(false);
  });

  it('to train while a run is under way are refused, and the run goes on', async () => {
    const laboratory = new TestLaboratory();
    await laboratory.open();
    await laboratory.train('a');
    await laboratory.train('b');
    expect(laboratory.of('problem')[0]?.problem.message).toContain('A run is training.');
    await laboratory.untilStatus('finished');
    expect(laboratory.phases.at(-1)).toBe('idle');
  });

  it('before the opening are refused, not thrown', async () => {
    const laboratory = new TestLaboratory();
    await laboratory.send({ type: 'predict', request: 1, pixels: new Uint8Array(784) });
    await laboratory.send({ type: 'useDataset', dataset: 'fashion-mnist' });
    expect(laboratory.of('refusal')).toHaveLength(1);
    expect(laboratory.of('problem')).toHaveLength(1);
  });
});

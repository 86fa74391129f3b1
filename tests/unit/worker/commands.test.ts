import { withLayers } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { StorageError } from '@/storage/errors';
import { memoryStorage } from '@/storage/memory';
import type { AppStorage } from '@/storage/types';
import { createRunLocks } from '@/worker/resources/run-locks';
import {
  keptRun,
  numbersOf,
  sharedLocks,
  sharedTabs,
  stockedStorage,
  TestLaboratory,
  tinyExperiment,
  withLosses,
} from './laboratory-fixture';

/** Several tabs of one computer. */
async function computer(storage?: AppStorage) {
  const shared = { storage: storage ?? (await stockedStorage()), locks: sharedLocks() };
  const tabs = sharedTabs();
  const open = async () => {
    const tab = new TestLaboratory({ ...shared, tabs: tabs() });
    await tab.open();
    return tab;
  };
  return { ...shared, open };
}

const problems = (tab: TestLaboratory) => tab.of('problem').map(({ problem }) => problem.message);

async function trained(tab: TestLaboratory, runId: string, epochs = 2): Promise<void> {
  const before = tab.news().filter((news) => news.type === 'status' && news.status === 'finished').length;
  await tab.train(runId, tinyExperiment({ epochs }));
  const finished = () => tab.news().filter((news) => news.type === 'status' && news.status === 'finished').length;
  await expect.poll(finished, { timeout: 20_000 }).toBe(before + 1);
  await expect.poll(() => tab.of('network').at(-1)?.ready).toBe(true);
}

describe('a command with a number that its field would refuse', () => {
  it.each([0.5, -2000, Number.NaN, 1e7])(
    'is refused while a run is active, which goes on and stays readable: %s epochs',
    async (epochs) => {
      const { storage, open } = await computer();
      const tab = await open();
      await tab.train('a', tinyExperiment({ epochs: 300 }));
      await tab.until((news) => news.type === 'epoch');
      await tab.send({ type: 'setEpochs', epochs });
      expect(problems(tab)[0]).toMatch(/^Epochs /);
      await tab.send({ type: 'stop' });
      await tab.untilStatus('stopped');
      expect((await keptRun(storage, 'a')).epochs).toBe(300);
    },
  );

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('is refused: learning rate %s', async (learningRate) => {
    const { storage, open } = await computer();
    const tab = await open();
    await tab.train('a', tinyExperiment({ epochs: 300 }));
    await tab.send({ type: 'setLearningRate', learningRate });
    expect(problems(tab)[0]).toMatch(/^Learning rate /);
    await tab.send({ type: 'stop' });
    await tab.untilStatus('stopped');
    expect((await keptRun(storage, 'a')).learningRate).toBe(0.01);
  });

  it('does not end the run of a worker that is lost after it', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    await trained(tab, 'a', 2);
    const stored = await keptRun(storage, 'a');
    await storage.saveRun({ ...stored, status: 'training', epochs: 4 });
    const next = await open();
    await next.continue('a', { recovered: 'The worker failed', epochs: -2000, learningRate: Number.NaN });
    await next.untilStatus('finished');
    expect(await keptRun(storage, 'a')).toMatchObject({ epochs: 4, learningRate: stored.learningRate });
    expect(problems(next)).toEqual([]);
  });

  it('leaves a finished run as it is: 1.5 more epochs', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    await trained(tab, 'a');
    await tab.continue('a', { epochs: 3.5 });
    expect(problems(tab)[0]).toBe('Epochs must be a whole number.');
    expect(tab.news().at(-1)).toEqual({ type: 'status', status: 'finished' });
    expect(await keptRun(storage, 'a')).toMatchObject({ epochs: 2, status: 'finished' });
    await tab.continue('a', { epochs: 3 });
    await expect.poll(async () => (await keptRun(storage, 'a')).epochRecords.length).toBe(3);
  });

  it('starts no run: a batch of half an image', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    await tab.train('a', tinyExperiment({ batchSize: 0.5 }));
    expect(problems(tab)[0]).toMatch(/^Batch size /);
    expect(await storage.listRuns()).toEqual([]);
  });
});

describe('a browser whose lock manager answers nothing', () => {
  it('starts a new run within two seconds: nobody else knows it', async () => {
    const never = () => new Promise<never>(() => undefined);
    const tab = new TestLaboratory({
      storage: await stockedStorage(),
      locks: createRunLocks({ request: never, query: never } as unknown as LockManager),
    });
    await tab.open();
    await tab.send({ type: 'useDataset', dataset: 'fashion-mnist' });
    const began = performance.now();
    await tab.train('a', tinyExperiment({ epochs: 900 }));
    expect(performance.now() - began).toBeLessThan(2000);
    await tab.until((news) => news.type === 'steps');
    await tab.send({ type: 'stop' });
  });
});

describe('a run that two tabs want', () => {
  it('is read only once its lock is there: what the first tab did until then is not lost', async () => {
    const { storage, locks, open } = await computer();
    const [first, second] = [await open(), await open()];
    const straight = await computer();
    await trained(await straight.open(), 'a', 6);
    await trained(first, 'a', 3);
    // As if the first tab still trained when Continue is pressed in the second: it holds the lock, and stores more before it releases it.
    const take = locks.take;
    const release = await take('a', 0);
    locks.take = async (runId, patience) => {
      release?.();
      locks.take = take;
      await first.continue('a', { epochs: 4 });
      await expect.poll(async () => (await keptRun(storage, 'a')).epochRecords.length).toBe(4);
      await expect.poll(() => locks.held.size).toBe(0);
      return take(runId, patience);
    };
    await second.continue('a', { epochs: 6 });
    await second.untilStatus('finished');
    const run = await keptRun(storage, 'a');
    expect(run.epochRecords.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    const [own, other] = [await storage.loadCheckpoint('a'), await straight.storage.loadCheckpoint('a')];
    expect(own && numbersOf(own.state)).toEqual(other && numbersOf(other.state));
  });

  it('is taken over: the first tab stops and says so, the second continues from its last checkpoint', async () => {
    const { storage, open } = await computer();
    const first = await open();
    await first.train('a', tinyExperiment({ epochs: 900 }));
    await first.until((news) => news.type === 'epoch');
    const second = await open();
    expect(second.of('opened')[0]).toMatchObject({ elsewhere: { id: 'a' }, lastRun: null });
    await second.send({ type: 'takeOver', runId: 'a' });
    await second.until((news) => news.type === 'epoch');
    expect(first.news().at(-1)).toEqual({ type: 'status', status: 'stopped' });
    expect(first.of('problem')[0]?.problem.title).toContain('another tab');
    await second.send({ type: 'stop' });
    await second.untilStatus('stopped');
    const run = await keptRun(storage, 'a');
    expect(run.history.losses).toEqual(second.losses());
  });

  it('is taken from a tab that hangs, whose late writes are refused', async () => {
    const { storage, open } = await computer();
    const first = await open();
    const save = storage.saveCheckpoint.bind(storage);
    let thaw = () => {};
    const frozen = new Promise<void>((resolve) => {
      thaw = resolve;
    });
    await first.train('a', tinyExperiment({ epochs: 900 }));
    await first.until((news) => news.type === 'epoch');
    storage.saveCheckpoint = async (...checkpoint) => {
      storage.saveCheckpoint = save;
      await frozen;
      await save(...checkpoint);
    };
    await expect.poll(() => storage.saveCheckpoint === save).toBe(true);
    const second = await open();
    await second.send({ type: 'takeOver', runId: 'a' });
    await second.until((news) => news.type === 'epoch');
    await second.send({ type: 'stop' });
    await second.untilStatus('stopped');
    const before = await keptRun(storage, 'a');
    thaw();
    await expect.poll(() => problems(first).some((message) => message.includes('continued in another tab'))).toBe(true);
    expect(await keptRun(storage, 'a')).toEqual(before);
  });
});

describe('a worker that was ended in the middle of its work and keeps its lock', () => {
  it('loses it to the worker that takes its place, while no other tab has claimed the run', async () => {
    const { locks, open } = await computer();
    const first = await open();
    await first.train('a', tinyExperiment({ epochs: 900 }));
    await first.until((news) => news.type === 'checkpoint');
    const fence = first
      .news()
      .flatMap((news) => (news.type === 'checkpoint' ? [news.fence] : []))
      .at(-1);
    const next = await open();
    expect(locks.held.has('a')).toBe(true);
    await next.continue('a', { recovered: 'The worker stopped answering', ...(fence === undefined ? {} : { fence }) });
    await next.until((news) => news.type === 'epoch');
    // Another tab has claimed it since: it is left to that one.
    const late = await open();
    locks.held.add('a');
    await late.continue('a', { recovered: 'The worker stopped answering', ...(fence === undefined ? {} : { fence }) });
    expect(problems(late)).toEqual(['This run is being trained in another tab.']);
    await next.send({ type: 'stop' });
    await next.untilStatus('stopped');
  });

  it('loses it also where nothing of the run was kept yet, and it starts over', async () => {
    const { locks, open } = await computer();
    const next = await open();
    await locks.take('a', 0);
    await next.send({ type: 'train', runId: 'a', experiment: tinyExperiment({ epochs: 1 }), recovered: 'The worker failed' });
    await next.untilStatus('finished');
  });
});

describe('a run that was interrupted', () => {
  it('is offered, also beside another one, and never deleted to make room', async () => {
    const { storage, locks, open } = await computer();
    for (const runId of ['a', 'b']) {
      const tab = await open();
      await tab.train(runId, tinyExperiment({ epochs: 900 }));
      await tab.until((news) => news.type === 'epoch');
      await tab.send({ type: 'pause' });
      await tab.untilStatus('paused');
    }
    locks.held.clear();
    const next = await open();
    expect(next.of('opened')[0]).toMatchObject({
      lastRun: { id: 'b', status: 'interrupted' },
      interrupted: [{ id: 'a', status: 'interrupted' }],
    });
    await storage.pruneRuns(0, []);
    expect((await storage.listRuns()).map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });
});

describe('a stored run', () => {
  it('that another tab trains is left to that tab, and can be taken over', async () => {
    const { open } = await computer();
    const tab = await open();
    const other = await open();
    await other.train('a', tinyExperiment({ epochs: 900 }));
    await other.until((news) => news.type === 'epoch');
    await tab.send({ type: 'openRun', runId: 'a' });
    expect(tab.of('elsewhere')).toMatchObject([{ run: { id: 'a' } }]);
    expect([tab.news(), problems(tab)]).toEqual([[], []]);
    await tab.send({ type: 'takeOver', runId: 'a' });
    await tab.until((news) => news.type === 'epoch');
    await tab.send({ type: 'stop' });
    await tab.untilStatus('stopped');
  });

  it('is opened again: its curves, its samples, its model; and continued', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    await trained(tab, 'a');
    await tab.send({ type: 'predict', request: 1, pixels: new Uint8Array(784).fill(70) });
    await trained(tab, 'b');
    await tab.send({ type: 'openRun', runId: 'a' });
    const opened = tab.news().findLast((news) => news.type === 'opened');
    expect(opened?.run).toEqual(await keptRun(storage, 'a'));
    expect(tab.news().at(-1)?.type).toBe('samples');
    await tab.send({ type: 'predict', request: 2, pixels: new Uint8Array(784).fill(70) });
    const [first, second] = tab.of('answer').map(({ answer }) => answer);
    expect(second).toEqual(first);
    expect(await storage.loadSetting('currentRun')).toBe('a');
    await tab.continue('a', { epochs: 3 });
    await expect.poll(async () => (await keptRun(storage, 'a')).epochRecords.length).toBe(3);
  });

  it('whose weights were discarded comes back', async () => {
    const { open } = await computer();
    const tab = await open();
    await trained(tab, 'a');
    await tab.send({ type: 'resetWeights' });
    await tab.send({ type: 'openRun', runId: 'a' });
    expect(tab.of('network').at(-1)).toEqual({ type: 'network', ready: true });
  });

  it('with weights of another network is not compiled, and the page is told', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    await trained(tab, 'a');
    const huge = tinyExperiment();
    huge.model = withLayers(['flatten'], ['dense', { units: 20_000 }], ['dense', { units: 20_000 }]).model;
    await storage.saveRun({ ...(await keptRun(storage, 'a')), id: 'a', experiment: huge });
    const began = performance.now();
    await tab.send({ type: 'openRun', runId: 'a' });
    expect(performance.now() - began).toBeLessThan(3000);
    expect(problems(tab)[0]).toContain('damaged');
  });

  it('whose saved weights are damaged is not continued: it is said at once, and its curves stay', async () => {
    const { storage, open } = await computer();
    await trained(await open(), 'a');
    const run = await keptRun(storage, 'a');
    await storage.saveRun({ ...run, experiment: withLayers(['flatten'], ['dense', { units: 20_000 }], ['dense', { units: 20_000 }]) });
    const next = await open();
    expect(next.of('opened')[0]).toMatchObject({ hasWeights: false, lastRun: { id: 'a' } });
    const began = performance.now();
    await next.continue('a', { epochs: 9 });
    expect(performance.now() - began).toBeLessThan(3000);
    expect(problems(next).at(-1)).toContain('damaged');
    expect((await keptRun(storage, 'a')).epochRecords).toEqual(run.epochRecords);
  });

  it('whose weights are gone is opened without them, and the page is told that it cannot be continued', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    for (const runId of ['a', 'b']) await trained(tab, runId);
    await tab.send({ type: 'openRun', runId: 'a' });
    await storage.pruneLearnt([]);
    await tab.send({ type: 'openRun', runId: 'b' });
    expect(tab.news().filter(({ type }) => type === 'weights')).toEqual([
      { type: 'weights', kept: true },
      { type: 'weights', kept: false },
    ]);
  });

  it('is cleared with all others, but for those that any tab shows', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    for (const runId of ['a', 'b', 'c']) await trained(tab, runId, 1);
    await tab.send({ type: 'clearRuns' });
    expect((await storage.listRuns()).map(({ id }) => id)).toEqual(['c']);
    expect(await storage.loadFiles('fashion-mnist')).not.toEqual([]);
  });
});

describe('a run that was stopped as diverged', () => {
  it('is trained anyway where a person says so, and records that', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    const unscaled = tinyExperiment({ epochs: 100, learningRate: 1, optimizer: OPTIMIZERS.sgd.defaults });
    const hidden = withLayers(['flatten'], ['dense', { units: 16 }]);
    const experiment = { ...unscaled, model: hidden.model, data: { ...unscaled.data, scaling: 'none' as const } };
    await tab.train('a', experiment);
    await tab.until((news) => news.type === 'failed');
    await expect.poll(async () => (await keptRun(storage, 'a')).failure?.code).toBe('diverged');
    const before = tab.news().filter((news) => news.type === 'steps').length;
    await tab.send({ type: 'continue', runId: 'a', anyway: true, recovered: null });
    await expect.poll(() => tab.news().filter((news) => news.type === 'steps').length).toBeGreaterThan(before + 1);
    await tab.send({ type: 'stop' });
    await expect.poll(async () => (await keptRun(storage, 'a')).interventions.map(({ what }) => what)).toContain('trainedAnyway');
  });
});

describe('erasing everything', () => {
  it('stops what other tabs do and tells them: nothing is written back', async () => {
    const { storage, open } = await computer();
    const [first, second] = [await open(), await open()];
    await first.train('a', tinyExperiment({ epochs: 900 }));
    await first.until((news) => news.type === 'epoch');
    await second.send({ type: 'eraseEverything' });
    expect([first, second].map((tab) => tab.of('erased').map(({ elsewhere }) => elsewhere))).toEqual([[true], [false]]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await storage.listRuns()).toEqual([]);
    expect(await storage.loadFiles('fashion-mnist')).toEqual([]);
  });

  it('where a newer version has taken the data since is not done and says so; a run goes on', async () => {
    const { storage, open } = await computer();
    const tab = await open();
    await tab.train('a', tinyExperiment({ epochs: 900 }));
    await tab.until((news) => news.type === 'epoch');
    const list = storage.listRuns;
    storage.listRuns = () => Promise.reject(new StorageError('newer', 'A newer version of Atelier is open in another tab.'));
    await tab.send({ type: 'eraseEverything' });
    expect(problems(tab)).toEqual(['Nothing was erased. A newer version of Atelier is open in another tab.']);
    expect(tab.of('erased')).toEqual([]);
    storage.listRuns = list;
    expect((await keptRun(storage, 'a')).status).toBe('training');
    await tab.send({ type: 'stop' });
    await tab.untilStatus('stopped');
  });

  it('of data of a newer version is not done, and says so', async () => {
    const { open } = await computer(memoryStorage(new StorageError('newer', 'The data was written by a newer version.')));
    const tab = await open();
    await tab.send({ type: 'eraseEverything' });
    expect(tab.of('erased')).toEqual([]);
    expect(problems(tab)[0]).toBe('Nothing was erased. The data was written by a newer version.');
  });
});

describe('an estimate', () => {
  it('counts every pass: the steps, the validation after each epoch, the test at the end', async () => {
    let clock = 0;
    let compiled = false;
    const tab = new TestLaboratory({
      storage: await stockedStorage(),
      now: () => clock,
      // A step takes 30 ms, an evaluated image 2 ms, and the first evaluation compiles for 500 ms: the run finds that done.
      wrap: (network) => ({
        ...withLosses(network, (results) => results),
        trainStep: (...step) => {
          clock += 30;
          network.trainStep(...step);
        },
        logits: async (indices) => {
          clock += 2 * indices.length + (compiled ? 0 : 500);
          compiled = true;
          return network.logits(indices);
        },
      }),
    });
    await tab.open();
    await tab.send({ type: 'useDataset', dataset: 'fashion-mnist' });
    await tab.send({ type: 'estimate', request: 1, experiment: tinyExperiment() });
    // 110 images in batches of 20, 10 of validation, 40 of the test.
    expect(tab.of('answer')[0]?.answer).toMatchObject({
      msPerStep: 30,
      secondsAtStart: 0,
      secondsPerEpoch: (6 * 30 + 10 * 2) / 1000,
      secondsAtEnd: 0.08,
    });
  });
});

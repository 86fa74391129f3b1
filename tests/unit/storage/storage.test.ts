import 'fake-indexeddb/auto';
import { MODELS } from '@tests/support/classical-models';
import { sampleRun, sampleState } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { ownBytes } from '@/storage/compact';
import { memoryStorage } from '@/storage/memory';
import { openStorage } from '@/storage/open';
import type { AppStorage, StoredFile } from '@/storage/types';

let databases = 0;
const kinds: [string, () => Promise<AppStorage>][] = [
  ['indexeddb', () => openStorage({ name: `contract-${databases++}` })],
  ['memory', async () => memoryStorage()],
];

const file = (name: string): StoredFile => ({ name, sha256: 'ab', source: 'this site', bytes: Uint8Array.of(1, 2, 3), savedAt: 5 });

const PIXELS = 784;

describe.each(kinds)('storage in %s', (kind, open) => {
  it('says what it is', async () => {
    expect(await open()).toMatchObject({ kind, problem: null });
  });

  it('keeps files by data set and name', async () => {
    const storage = await open();
    await storage.saveFile('fashion-mnist', file('a'));
    await storage.saveFile('fashion-mnist', file('b'));
    await storage.saveFile('builtin-garments', file('a'));
    await storage.saveFile('fashion-mnist', { ...file('b'), source: 'GitHub' });
    expect(await storage.loadFiles('fashion-mnist')).toEqual([file('a'), { ...file('b'), source: 'GitHub' }]);
    await storage.deleteFile('fashion-mnist', 'a');
    expect((await storage.loadFiles('fashion-mnist')).map(({ name }) => name)).toEqual(['b']);
    await storage.deleteFiles('fashion-mnist');
    expect(await storage.loadFiles('fashion-mnist')).toEqual([]);
    expect(await storage.loadFiles('builtin-garments')).toHaveLength(1);
  });

  it('keeps a run and its weights together, as they were then', async () => {
    const storage = await open();
    const [run, state] = [sampleRun('r'), sampleState(3)];
    await storage.saveCheckpoint(run, state, { epoch: 1, step: 2 }, { epoch: 0, step: 1, state: sampleState(9) });
    state.weights[0]?.fill(-1);
    run.history.losses.push(7);
    expect(await storage.loadRun('r')).toEqual(sampleRun('r'));
    const checkpoint = await storage.loadCheckpoint('r');
    expect(checkpoint).toMatchObject({ epoch: 1, step: 2, state: sampleState(3), best: { epoch: 0, step: 1, state: sampleState(9) } });
    checkpoint?.state.weights[0]?.fill(-2);
    expect((await storage.loadCheckpoint('r'))?.state).toEqual(sampleState(3));
  });

  it('replaces a checkpoint whole', async () => {
    const storage = await open();
    await storage.saveCheckpoint(sampleRun('r'), sampleState(1), { epoch: 1, step: 2 }, { epoch: 1, step: 2, state: sampleState(1) });
    await storage.saveCheckpoint(sampleRun('r', { status: 'paused' }), sampleState(2), { epoch: 2, step: 4 });
    expect(await storage.loadCheckpoint('r')).toMatchObject({ epoch: 2, step: 4, state: sampleState(2), best: null });
    expect((await storage.loadRun('r'))?.status).toBe('paused');
  });

  it('stores no more of a larger buffer than a view shows', async () => {
    const storage = await open();
    const state = { weights: [new Float32Array(1000).fill(5).subarray(10, 12)], slots: [], updates: 0 };
    await storage.saveCheckpoint(sampleRun('r'), state, { epoch: 0, step: 0 });
    const weights = (await storage.loadCheckpoint('r'))?.state.weights[0];
    expect([weights?.length, weights?.buffer.byteLength]).toEqual([2, 8]);
  });

  it('gives null for what is not there', async () => {
    const storage = await open();
    expect([await storage.loadRun('x'), await storage.loadCheckpoint('x'), await storage.loadSetting('x')]).toEqual([
      null,
      null,
      undefined,
    ]);
  });

  it('lists runs, the last one written first whatever the clock says, and deletes them with their weights', async () => {
    const storage = await open();
    const ended = { status: 'finished' } as const;
    for (const [id, updatedAt] of [
      ['b', 3],
      ['a', 8e15],
      ['c', 1],
    ] as const) {
      await storage.saveCheckpoint(sampleRun(id, { updatedAt, ...ended }), sampleState(1), { epoch: 1, step: 2 });
    }
    await storage.saveRun(sampleRun('a', { updatedAt: 0, ...ended }));
    const ids = async () => (await storage.listRuns()).map(({ id }) => id);
    expect(await ids()).toEqual(['a', 'c', 'b']);
    await storage.deleteRun('a');
    expect([await storage.loadRun('a'), await storage.loadCheckpoint('a')]).toEqual([null, null]);
    expect(await storage.pruneRuns(1, [])).toEqual(['b']);
    expect(await ids()).toEqual(['c']);
    expect([await storage.loadCheckpoint('b'), (await storage.loadCheckpoint('c'))?.step]).toEqual([null, 2]);
    expect(await storage.pruneRuns(5, [])).toEqual([]);
  });

  it('never makes room with a run that somebody may continue or looks at, and clears what nobody does', async () => {
    const storage = await open();
    const statuses = ['preparing', 'training', 'paused', 'interrupted', 'finished', 'stopped', 'failed'] as const;
    for (const status of statuses) await storage.saveRun(sampleRun(status, { status }));
    expect((await storage.pruneRuns(0, ['stopped'])).sort()).toEqual(['failed', 'finished']);
    expect((await storage.clearRuns(['stopped', 'training'])).sort()).toEqual(['interrupted', 'paused', 'preparing']);
    expect((await storage.listRuns()).map(({ id }) => id)).toEqual(['stopped', 'training']);
  });

  it('lets go of what ended runs have learnt, and of nothing else', async () => {
    const storage = await open();
    const runs = {
      shown: 'finished',
      old: 'finished',
      left: 'stopped',
      broken: 'interrupted',
      elsewhere: 'training',
      model: 'finished',
    } as const;
    for (const [id, status] of Object.entries(runs)) {
      if (id === 'model') await storage.saveModel(sampleRun(id, { status }), MODELS[0]!);
      else await storage.saveCheckpoint(sampleRun(id, { status }), sampleState(1), { epoch: 1, step: 2 });
    }
    await storage.saveRun(sampleRun('nothing', { status: 'failed' }));
    expect((await storage.pruneLearnt(['shown'])).sort()).toEqual(['left', 'model', 'old']);
    const kept = await Promise.all(Object.keys(runs).map(async (id) => ((await storage.loadCheckpoint(id)) ? id : null)));
    expect(kept.filter(Boolean)).toEqual(['shown', 'broken', 'elsewhere']);
    expect(await storage.loadModel('model', PIXELS)).toBeNull();
    expect(await storage.listRuns()).toHaveLength(7);
    expect(await storage.pruneLearnt(['shown'])).toEqual([]);
  });

  it.each(MODELS)('keeps a run and its fitted model ($kind) together, as they were then', async (model) => {
    const storage = await open();
    const run = sampleRun('r');
    await storage.saveModel(run, model);
    expect(await storage.loadRun('r')).toEqual(run);
    expect(await storage.loadModel('r', PIXELS)).toEqual(model);
    expect(await storage.loadModel('other', PIXELS)).toBeNull();
    await storage.deleteRun('r');
    expect([await storage.loadRun('r'), await storage.loadModel('r', PIXELS)]).toEqual([null, null]);
    await storage.saveModel(run, model);
    await storage.eraseEverything();
    expect(await storage.loadModel('r', PIXELS)).toBeNull();
  });

  it('keeps settings, and erases everything', async () => {
    const storage = await open();
    await storage.saveSetting('design', { layers: [1] });
    await storage.saveFile('fashion-mnist', file('a'));
    await storage.saveCheckpoint(sampleRun('r'), sampleState(1), { epoch: 1, step: 2 });
    expect(await storage.loadSetting('design')).toEqual({ layers: [1] });
    await storage.eraseEverything();
    expect(await storage.loadSetting('design')).toBeUndefined();
    expect([await storage.loadFiles('fashion-mnist'), await storage.listRuns(), await storage.loadCheckpoint('r')]).toEqual([[], [], null]);
  });

  it('promises nothing where the browser promises nothing', async () => {
    const storage = await open();
    expect([await storage.persist(), await storage.estimate()]).toEqual([false, null]);
  });
});

describe('ownBytes', () => {
  it('copies a view out of its buffer, and only then', () => {
    const whole = Uint8Array.of(1, 2, 3);
    expect(ownBytes(whole)).toBe(whole);
    expect(ownBytes(whole.subarray(1)).buffer.byteLength).toBe(2);
  });
});

import 'fake-indexeddb/auto';
import { sampleRun, sampleState } from '@tests/support/runs';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '@/storage/memory';
import { openStorage } from '@/storage/open';

const snapshot = (epoch: number) => ({ epoch, step: 6 * epoch, weights: sampleState(epoch).weights });

describe.each([
  ['in memory', async () => memoryStorage()],
  ['in a database', () => openStorage({ name: `snapshots ${Math.random()}` })],
])('weights of earlier epochs %s', (_, open) => {
  it('are kept for the epochs that are wanted, of one run alone', async () => {
    const storage = await open();
    await storage.saveSnapshot('a', snapshot(0), [0]);
    const size = await storage.sizeOfRuns();
    for (const epoch of [1, 2]) await storage.saveSnapshot('a', snapshot(epoch), [0, 1, 2]);
    expect(await storage.sizeOfRuns()).toBe(3 * size);
    expect(await storage.snapshotEpochs('a')).toEqual([0, 1, 2]);
    await storage.saveSnapshot('a', snapshot(10), [0, 2, 10]);
    expect(await storage.snapshotEpochs('a')).toEqual([0, 2, 10]);
    expect(await storage.loadSnapshot('a', 2)).toEqual(snapshot(2));
    expect(await storage.loadSnapshot('a', 1)).toBeNull();
    await storage.saveSnapshot('a:1', snapshot(3), [3]);
    expect([await storage.snapshotEpochs('a'), await storage.snapshotEpochs('a:1')]).toEqual([[], [3]]);
    storage.close();
  });

  it('go with their run, and where room is needed; those of a claim that has ended are refused', async () => {
    const storage = await open();
    const { claim } = await storage.claimRun('a');
    await storage.saveRun(sampleRun('a'), claim);
    await storage.saveSnapshot('a', snapshot(1), [1], claim);
    expect(await storage.sizeOfRuns()).toBeGreaterThan(0);
    await storage.claimRun('a');
    await expect(storage.saveSnapshot('a', snapshot(2), [1, 2], claim)).rejects.toMatchObject({ code: 'stale' });
    expect(await storage.snapshotEpochs('a')).toEqual([1]);
    await storage.deleteRun('a');
    expect(await storage.snapshotEpochs('a')).toEqual([]);
    await storage.saveSnapshot('b', snapshot(1), [1]);
    expect(await storage.dropSnapshots()).toBe(1);
    expect(await storage.dropSnapshots()).toBe(0);
    await storage.saveSnapshot('b', snapshot(1), [1]);
    await storage.eraseEverything();
    expect(await storage.snapshotEpochs('b')).toEqual([]);
    storage.close();
  });
});

describe('a database of version 3', () => {
  it('takes weights of earlier epochs, and keeps what it had', async () => {
    const before = await openDB('before snapshots', 3, {
      upgrade: (opening) => {
        for (const store of ['files', 'runs', 'checkpoints', 'settings', 'history', 'studies']) opening.createObjectStore(store);
      },
    });
    await before.put('settings', 12, 'keepRuns');
    before.close();
    const storage = await openStorage({ name: 'before snapshots' });
    expect(storage.kind).toBe('indexeddb');
    expect(await storage.loadSetting('keepRuns')).toBe(12);
    await storage.saveSnapshot('a', snapshot(1), [1]);
    expect(await storage.snapshotEpochs('a')).toEqual([1]);
    storage.close();
  });

  it('counts a damaged row as none', async () => {
    const storage = await openStorage({ name: 'damaged snapshot' });
    await storage.saveSnapshot('a', snapshot(1), [1]);
    const database = await openDB('damaged snapshot');
    await database.put('snapshots', { epoch: 1, step: 6, weights: [Float32Array.of(Number.NaN)] }, 'a:1');
    database.close();
    expect(await storage.loadSnapshot('a', 1)).toBeNull();
    storage.close();
  });
});

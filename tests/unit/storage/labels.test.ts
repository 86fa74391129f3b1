import 'fake-indexeddb/auto';
import { sampleRun, sampleState } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '@/storage/memory';
import { openStorage } from '@/storage/open';
import { CHUNK_STEPS } from '@/storage/runs/history';
import type { AppStorage } from '@/storage/types';

let count = 0;
const kinds: [string, () => Promise<AppStorage>][] = [
  ['indexeddb', () => openStorage({ name: `labels-${count++}`, onProblem: () => undefined })],
  ['memory', async () => memoryStorage()],
];
const position = { epoch: 1, step: 2 };
const finished = (id: string) => sampleRun(id, { status: 'finished' });

describe.each(kinds)('labels in %s', (_kind, open) => {
  it('are written beside a run that is trained, and stay when its next checkpoint is written', async () => {
    const storage = await open();
    const { claim } = await storage.claimRun('r');
    await storage.saveCheckpoint(sampleRun('r'), sampleState(1), position, null, claim);
    expect(await storage.labelRun('r', { name: 'Mine' })).toEqual({ name: 'Mine' });
    expect(await storage.labelRun('r', { starred: true, note: 'try 64' })).toEqual({ name: 'Mine', starred: true, note: 'try 64' });
    // The claim still holds, and what is trained knows nothing of the labels.
    await storage.saveCheckpoint(sampleRun('r', { epochs: 9 }), sampleState(2), position, null, claim);
    expect(await storage.loadRun('r')).toMatchObject({ name: 'Mine', starred: true, note: 'try 64', epochs: 9 });
    await storage.labelRun('r', { name: '', starred: false, note: '' });
    const bare = await storage.loadRun('r');
    expect([bare?.name, bare?.starred, bare?.note]).toEqual([undefined, undefined, undefined]);
    expect(await storage.labelRun('nobody', { name: 'x' })).toBeNull();
  });

  it('do not change the order in which runs are pruned, and starred runs are neither counted nor pruned', async () => {
    const storage = await open();
    for (const id of ['a', 'b', 'c', 'd']) await storage.saveCheckpoint(finished(id), sampleState(1), position);
    await storage.labelRun('a', { starred: true });
    await storage.labelRun('b', { name: 'not new' });
    expect(await storage.pruneRuns(2, [])).toEqual(['b']);
    expect((await storage.listRuns()).map(({ id }) => id)).toEqual(['d', 'c', 'a']);
    expect((await storage.pruneLearnt([])).sort()).toEqual(['c', 'd']);
    expect(await storage.loadCheckpoint('a')).not.toBeNull();
  });
});

describe.each(kinds)('a deleted run in %s', (_kind, open) => {
  it('comes back whole: row, labels, curves, weights, and its place', async () => {
    const storage = await open();
    const losses = Array.from({ length: CHUNK_STEPS + 3 }, (_, step) => 1 / (step + 1));
    await storage.saveCheckpoint({ ...finished('r'), history: { losses, accuracies: losses } }, sampleState(1), position);
    await storage.labelRun('r', { name: 'Mine' });
    await storage.saveRun(finished('later'));
    const before = [await storage.loadRun('r'), await storage.loadCheckpoint('r'), await storage.listRuns()];
    const removed = await storage.deleteRun('r');
    expect([await storage.loadRun('r'), await storage.loadCheckpoint('r')]).toEqual([null, null]);
    expect(await storage.putBack(removed)).toBe(true);
    expect([await storage.loadRun('r'), await storage.loadCheckpoint('r'), await storage.listRuns()]).toEqual(before);
    // Twice changes nothing.
    expect(await storage.putBack(removed)).toBe(false);
  });

  it('does not come back after everything was erased', async () => {
    const storage = await open();
    await storage.saveRun(finished('r'));
    const removed = await storage.deleteRun('r');
    await storage.eraseEverything();
    await expect(storage.putBack(removed)).rejects.toMatchObject({ code: 'erased' });
    expect(await storage.listRuns()).toEqual([]);
  });
});

it.each(kinds)('the size of all runs in %s counts their steps and weights', async (_kind, open) => {
  const storage = await open();
  expect(await storage.sizeOfRuns()).toBe(0);
  const losses = new Array<number>(1000).fill(0.5);
  await storage.saveRun({ ...finished('r'), history: { losses, accuracies: losses } });
  const row = await storage.sizeOfRuns();
  expect(row).toBeGreaterThan(16_000);
  expect(row).toBeLessThan(20_000);
  const state = { weights: [new Float32Array(50_000)], slots: [], updates: 1 };
  await storage.saveCheckpoint({ ...finished('r'), history: { losses, accuracies: losses } }, state, position);
  expect((await storage.sizeOfRuns()) - row).toBeGreaterThanOrEqual(200_000);
  expect((await storage.sizeOfRuns()) - row).toBeLessThan(201_000);
  await storage.deleteRun('r');
  expect(await storage.sizeOfRuns()).toBe(0);
});

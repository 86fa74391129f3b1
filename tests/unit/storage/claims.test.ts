import 'fake-indexeddb/auto';
import { sampleRun, sampleState } from '@tests/support/runs';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import type { Run } from '@/run/types';
import type { StorageError } from '@/storage/errors';
import { openStorage } from '@/storage/open';
import { rewindClaim } from '@/storage/runs/claim';
import { CHUNK_STEPS } from '@/storage/runs/history';
import type { AppStorage } from '@/storage/types';

let count = 0;

async function storageWith(problems: StorageError[] = []): Promise<{ storage: AppStorage; name: string }> {
  const name = `claims-${count++}`;
  return { storage: await openStorage({ name, onProblem: (problem) => problems.push(problem) }), name };
}

/** A run with so many steps, each with figures of its own. */
function runOf(steps: number, change: Partial<Run> = {}): Run {
  const losses = Array.from({ length: steps }, (_, step) => 1 / (step + 1));
  return sampleRun('r', { history: { losses, accuracies: losses.map((loss) => loss / 3) }, ...change });
}

const position = { epoch: 1, step: 2 };

describe('a claim', () => {
  it('is ended by the next one: the tab that was slow is refused and nothing of its write is there', async () => {
    const { storage } = await storageWith();
    const slow = await storage.claimRun('r');
    await storage.saveCheckpoint(runOf(10), sampleState(1), position, null, slow.claim);
    const fast = await storage.claimRun('r');
    expect([fast.run, fast.checkpoint?.state]).toEqual([runOf(10), sampleState(1)]);
    await storage.saveCheckpoint(runOf(20), sampleState(2), { epoch: 2, step: 4 }, null, fast.claim);
    const late = storage.saveCheckpoint(runOf(12), sampleState(3), position, null, slow.claim);
    await expect(late).rejects.toMatchObject({ name: 'StorageError', code: 'stale' });
    expect(await storage.loadRun('r')).toEqual(runOf(20));
    expect(await storage.loadCheckpoint('r')).toMatchObject({ epoch: 2, state: sampleState(2) });
  });

  it('ends when everything is erased: a tab that was not told writes nothing back', async () => {
    const { storage } = await storageWith();
    const { claim } = await storage.claimRun('r');
    await storage.saveRun(runOf(5), claim);
    await storage.eraseEverything();
    await expect(storage.saveRun(runOf(6), claim)).rejects.toMatchObject({ code: 'erased' });
    expect(await storage.listRuns()).toEqual([]);
    // Who begins after that writes as ever.
    await storage.saveRun(runOf(7), (await storage.claimRun('r')).claim);
    expect(await storage.loadRun('r')).toEqual(runOf(7));
  });

  it('survives the deletion of all site data: the run is saved again whole, and it is said', async () => {
    const problems: StorageError[] = [];
    const { storage, name } = await storageWith(problems);
    const { claim } = await storage.claimRun('r');
    await storage.saveCheckpoint(runOf(2 * CHUNK_STEPS), sampleState(1), position, null, claim);
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
    await storage.saveCheckpoint(runOf(2 * CHUNK_STEPS + 5), sampleState(2), position, null, claim);
    expect(await storage.loadRun('r')).toEqual(runOf(2 * CHUNK_STEPS + 5));
    expect(await storage.loadSetting('currentRun')).toBe('r');
    expect(problems.map(({ code }) => code)).toContain('cleared');
  });

  it('makes each write name the run on show', async () => {
    const { storage } = await storageWith();
    const { claim } = await storage.claimRun('r');
    await storage.saveRun(runOf(1), claim);
    await storage.saveSetting('currentRun', 'another');
    await storage.saveCheckpoint(runOf(2), sampleState(1), position, null, claim);
    expect(await storage.loadSetting('currentRun')).toBe('r');
  });
});

describe('the history of a run', () => {
  const lengths = [0, 1, CHUNK_STEPS - 1, CHUNK_STEPS, CHUNK_STEPS + 1, 3 * CHUNK_STEPS + 7];

  it('comes back number for number as it grows', async () => {
    const { storage } = await storageWith();
    const { claim } = await storage.claimRun('r');
    for (const steps of lengths) {
      await storage.saveRun(runOf(steps), claim);
      expect(await storage.loadRun('r')).toEqual(runOf(steps));
    }
  });

  it('is appended, not written again: a checkpoint late in a run writes no more than one early in it', async () => {
    const { storage, name } = await storageWith();
    const { claim } = await storage.claimRun('r');
    await storage.saveRun(runOf(5 * CHUNK_STEPS), claim);
    const db = await openDB(name);
    await db.delete('history', 'r:1');
    await storage.saveRun(runOf(5 * CHUNK_STEPS + 1), claim);
    expect((await db.getAllKeys('history')).sort()).toEqual(['r:0', 'r:2', 'r:3', 'r:4', 'r:5']);
    db.close();
    // Damaged from outside: the run is not shown with a hole.
    expect(await storage.loadRun('r')).toBeNull();
  });

  it('is taken back with the run, and what comes then is of the new course', async () => {
    const { storage } = await storageWith();
    await storage.saveRun(runOf(2 * CHUNK_STEPS + 50), (await storage.claimRun('r')).claim);
    const { claim, run } = await storage.claimRun('r');
    const keep = CHUNK_STEPS + 3;
    const back = {
      ...(run as Run),
      history: { losses: run?.history.losses.slice(0, keep) ?? [], accuracies: run?.history.accuracies.slice(0, keep) ?? [] },
    };
    rewindClaim(claim, back);
    back.history.losses.push(-1, -2);
    back.history.accuracies.push(-3, -4);
    await storage.saveRun(back, claim);
    expect(await storage.loadRun('r')).toEqual(back);
  });

  it('of a row of version 1 is carried over with its next write', async () => {
    const { storage, name } = await storageWith();
    const db = await openDB(name);
    await db.put('runs', runOf(CHUNK_STEPS + 9), 'r');
    const { claim, run } = await storage.claimRun('r');
    expect(run).toEqual(runOf(CHUNK_STEPS + 9));
    await storage.saveRun(runOf(CHUNK_STEPS + 10), claim);
    expect((await db.get('runs', 'r')).history).toEqual({ losses: [], accuracies: [] });
    db.close();
    expect(await storage.loadRun('r')).toEqual(runOf(CHUNK_STEPS + 10));
  });

  it('is deleted with the run', async () => {
    const { storage, name } = await storageWith();
    await storage.saveRun(runOf(3 * CHUNK_STEPS));
    await storage.deleteRun('r');
    const db = await openDB(name);
    expect(await db.getAllKeys('history')).toEqual([]);
    db.close();
  });
});

describe('what could not be read back', () => {
  it.each([
    ['epochs', { epochs: 901.5 }],
    ['epochs', { epochs: -2000 }],
    ['interventions.0.step', { interventions: [{ step: -1, epoch: 0, what: 'paused', note: '' }] }],
    ['classNames', { classNames: Array.from({ length: 100_000 }, String) }],
  ] as const)('is refused and leaves the stored run as it is: %s', async (place, change) => {
    const { storage } = await storageWith();
    const { claim } = await storage.claimRun('r');
    await storage.saveCheckpoint(runOf(4), sampleState(1), position, null, claim);
    const saving = storage.saveCheckpoint(runOf(5, change as unknown as Partial<Run>), sampleState(2), position, null, claim);
    await expect(saving).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(place) });
    expect(await storage.loadRun('r')).toEqual(runOf(4));
    expect((await storage.loadCheckpoint('r'))?.state).toEqual(sampleState(1));
  });
});

import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { memoryStorage } from '@/storage/memory';
import { openStorage } from '@/storage/open';
import type { StudyRecord } from '@/study/study';

const recordOf = (id: string, createdAt: number): StudyRecord => ({
  study: {
    id,
    name: 'A study',
    createdAt,
    base: defaultExperiment(),
    parameters: [{ address: 'training.batchSize', domain: { kind: 'list', values: [16, 32] } }],
    method: { kind: 'compare' },
    objective: 'validationAccuracy',
    budget: 5,
    seed: 1,
  },
  trials: [],
  status: 'paused',
  updatedAt: 2,
});

/** A database as the version before studies left it. */
async function databaseOfVersion2(name: string): Promise<void> {
  const database = await openDB(name, 2, {
    upgrade: (opening) => {
      for (const store of ['files', 'runs', 'checkpoints', 'settings', 'history']) opening.createObjectStore(store);
    },
  });
  await database.put('settings', 12, 'keepRuns');
  database.close();
}

describe.each([
  ['in memory', async () => memoryStorage()],
  ['in a database', () => openStorage({ name: 'studies' })],
])('studies %s', (_, open) => {
  it('are kept, newest first, until they are deleted or everything is erased', async () => {
    const storage = await open();
    await storage.saveStudy(recordOf('first', 1));
    await storage.saveStudy(recordOf('second', 2));
    expect(await storage.listStudies()).toEqual([recordOf('second', 2), recordOf('first', 1)]);
    await storage.deleteStudy('second');
    expect(await storage.listStudies()).toEqual([recordOf('first', 1)]);
    await storage.eraseEverything();
    expect(await storage.listStudies()).toEqual([]);
    storage.close();
  });

  it('are refused where they could not be read back', async () => {
    const storage = await open();
    await expect(storage.saveStudy({ ...recordOf('wrong', 1), updatedAt: Number.NaN })).rejects.toMatchObject({ code: 'invalid' });
    storage.close();
  });
});

describe('a database of version 2', () => {
  it('takes studies, and keeps what it had', async () => {
    await databaseOfVersion2('before studies');
    const storage = await openStorage({ name: 'before studies' });
    expect(storage.kind).toBe('indexeddb');
    expect(await storage.loadSetting('keepRuns')).toBe(12);
    await storage.saveStudy(recordOf('first', 1));
    expect(await storage.listStudies()).toHaveLength(1);
    storage.close();
  });

  it('leaves out a damaged study, and says so', async () => {
    await databaseOfVersion2('damaged study');
    const problems: string[] = [];
    const storage = await openStorage({ name: 'damaged study', onProblem: ({ code }) => problems.push(code) });
    await storage.saveStudy(recordOf('first', 1));
    const database = await openDB('damaged study');
    await database.put('studies', { trials: 'none' }, 'second');
    database.close();
    expect(await storage.listStudies()).toHaveLength(1);
    expect(problems).toEqual(['damaged']);
    storage.close();
  });
});

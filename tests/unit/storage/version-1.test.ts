import 'fake-indexeddb/auto';
import { type PackedRow, packedStores, storedDesigns, storedRuns, unpack } from '@tests/support/storage-v1';
import { openDB } from 'idb';
import { beforeAll, describe, expect, it } from 'vitest';
import { weightSpecs } from '@/experiment/network/describe';
import { parseExperiment } from '@/experiment/schema';
import { openStorage } from '@/storage/open';
import type { AppStorage } from '@/storage/types';

/** Numbers in an array of this shape. */
const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** A database as version 1 left it. */
async function recordedDatabase(name: string): Promise<void> {
  const stores = packedStores();
  const database = await openDB(name, 1, {
    upgrade: (opening) => {
      for (const store of Object.keys(stores)) opening.createObjectStore(store);
    },
  });
  for (const [store, rows] of Object.entries<PackedRow[]>(stores))
    for (const { key, value } of rows) await database.put(store, unpack(value), key);
  database.close();
}

describe('a design of version 1', () => {
  it.each(storedDesigns())('is read with all its options: $name', ({ design: { version: _, ...design } }) => {
    expect(parseExperiment({ version: 1, ...design })).toMatchObject(design);
  });
});

describe('a database of version 1', () => {
  let storage: AppStorage;
  const problems: unknown[] = [];
  beforeAll(async () => {
    await recordedDatabase('recorded');
    storage = await openStorage({ name: 'recorded', onProblem: (problem) => problems.push(problem) });
  });

  it('has its settings and files', async () => {
    expect(await storage.loadSetting('currentRun')).toBe(storedRuns().find(({ name }) => name === 'training')?.run.id);
    const files = await storage.loadFiles('fashion-mnist');
    expect(files.map(({ bytes }) => bytes.length)).toEqual([16 + 10 * 784, 8 + 10, 16 + 20 * 784, 8 + 20]);
  });

  it('lists every run', async () => {
    const ids = (await storage.listRuns()).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(
      storedRuns()
        .map(({ run }) => run.id)
        .toSorted(),
    );
    expect(problems).toEqual([]);
  });

  describe.each(storedRuns())('the run $name', ({ run: recorded, checkpoint }) => {
    it('has its settings, figures and curves', async () => {
      const run = await storage.loadRun(recorded.id);
      const { experiment, status: _, ...figures } = recorded;
      const { version: __, ...design } = experiment as Record<string, unknown>;
      expect(run).toMatchObject(figures);
      expect(run?.experiment).toMatchObject(design);
    });

    it('has what it learned', async () => {
      const run = await storage.loadRun(recorded.id);
      if (run?.experiment.model.kind === 'classical') {
        const { model } = checkpoint as { model: object };
        expect(await storage.loadModel(recorded.id, 784)).toEqual(model);
        return;
      }
      const saved = await storage.loadCheckpoint(recorded.id);
      expect(saved).toMatchObject(checkpoint as object);
      const shapes = weightSpecs(parseExperiment(recorded.experiment)!).map(({ shape }) => sizeOf(shape));
      expect(saved?.state.weights.map(({ length }) => length)).toEqual(shapes);
      expect(saved?.best?.state.weights.map(({ length }) => length) ?? shapes).toEqual(shapes);
    });
  });
});

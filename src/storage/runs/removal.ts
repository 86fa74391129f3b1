import { StorageError } from '@/storage/errors';
import { historyKeys } from './history';
import { deleteSnapshots } from './snapshots';
import { generationOf, type RunStoreName, type RunTables } from './tables';

/** Everything that was stored of a deleted run, row by row, so that it can be put back as it was. */
export interface RemovedRun {
  readonly id: string;
  /** The generation of all data when the run was deleted. */
  readonly generation: unknown;
  readonly rows: readonly { store: RunStoreName; key: string; value: unknown }[];
}

/** Deletes a run with its history and weights, and returns what was stored of it. */
export async function removeRun(tables: RunTables, id: string): Promise<RemovedRun> {
  const places: { store: RunStoreName; key: string }[] = [
    { store: 'runs', key: id },
    { store: 'checkpoints', key: id },
    ...(await historyKeys(tables, id)).map((key) => ({ store: 'history' as const, key })),
  ];
  const rows: { store: RunStoreName; key: string; value: unknown }[] = [];
  for (const { store, key } of places) {
    const value = await tables.get(store, key);
    if (value === undefined) continue;
    rows.push({ store, key, value });
    await tables.delete(store, key);
  }
  // Only what people look back at: it does not come back.
  await deleteSnapshots(tables, id);
  return { id, generation: await generationOf(tables), rows };
}

/**
 * Puts a deleted run back. Returns false where a run of this id is stored again: that one stays.
 *
 * @throws StorageError `erased` where everything was erased since: nothing from before comes back
 */
export async function putBack(tables: RunTables, { id, generation, rows }: RemovedRun): Promise<boolean> {
  if ((await generationOf(tables)) !== generation) throw new StorageError('erased', 'Everything was erased since this run was deleted.');
  if ((await tables.get('runs', id)) !== undefined) return false;
  for (const { store, key, value } of rows) await tables.put(store, key, value);
  return true;
}

/** The stores that runs and studies are kept in. */
export type RunStoreName = 'runs' | 'checkpoints' | 'history' | 'settings' | 'studies' | 'snapshots';

export const RUN_STORES: readonly RunStoreName[] = ['runs', 'checkpoints', 'history', 'settings', 'studies', 'snapshots'];

/** The stores of runs inside one transaction: a database's, or a few maps. Values are `unknown`: what is read back is checked. */
export interface RunTables {
  get(store: RunStoreName, key: string): Promise<unknown>;
  keys(store: RunStoreName): Promise<string[]>;
  put(store: RunStoreName, key: string, value: unknown): Promise<unknown>;
  delete(store: RunStoreName, key: string): Promise<unknown>;
}

/** The setting that holds the id of the run on show. */
export const SHOWN_RUN = 'currentRun';

/** Counts the writes of runs: their order, whatever the clock of the computer says. */
const WRITES = 'runWrites';

/** Changes whenever everything is erased: who began before that writes nothing any more. */
const GENERATION = 'generation';

/** @param counted the highest number among the rows: where the counter itself is damaged, it goes on from there */
export async function nextWrite(tables: RunTables, counted: () => Promise<number>): Promise<number> {
  const last = await tables.get('settings', WRITES);
  const next = (Number.isSafeInteger(last) ? Number(last) : await counted()) + 1;
  await tables.put('settings', WRITES, next);
  return next;
}

export const generationOf = (tables: RunTables): Promise<unknown> => tables.get('settings', GENERATION);

/** Begins a new generation, in stores that were just cleared. */
export const beginGeneration = (tables: RunTables): Promise<unknown> =>
  tables.put('settings', GENERATION, `${Date.now()} ${Math.random()}`);

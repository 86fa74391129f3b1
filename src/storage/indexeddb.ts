import type { IDBPTransaction } from 'idb';
import type { DatasetId } from '@/experiment/data/datasets';
import { ownBytes } from './compact';
import { type AtelierSchema, Connection, type DatabaseOptions, type StoreName } from './database';
import { StorageError } from './errors';
import { estimate, requestPersistence } from './persist';
import { readFile } from './rows';
import { RunStorage } from './runs/run-storage';
import { beginGeneration, RUN_STORES, type RunTables } from './runs/tables';
import type { AppStorage, Estimate, StoredFile } from './types';

const ALL: StoreName[] = ['files', ...RUN_STORES];

/** Storage in the browser's IndexedDB. */
export class IndexedDbStorage extends RunStorage implements AppStorage {
  readonly kind = 'indexeddb';
  readonly problem = null;

  private constructor(
    private readonly connection: Connection,
    onProblem: (problem: StorageError) => void,
  ) {
    super(onProblem);
  }

  /** Opens the database; rejects with a StorageError where that cannot be done in time. */
  static async open(options: DatabaseOptions): Promise<IndexedDbStorage> {
    return new IndexedDbStorage(await Connection.open(options), options.onProblem);
  }

  async loadFiles(dataset: DatasetId): Promise<StoredFile[]> {
    const rows = await this.connection.transact(['files'], 'readonly', (t) => t.objectStore('files').getAll(ofDataset(dataset)));
    return this.readAll(rows, readFile, `A file of ${dataset}`);
  }

  async saveFile(dataset: DatasetId, file: StoredFile): Promise<void> {
    const row: StoredFile = { ...file, bytes: ownBytes(file.bytes) };
    await this.connection.transact(['files'], 'readwrite', (t) => t.objectStore('files').put(row, [dataset, file.name]));
  }

  async saveFiles(dataset: DatasetId, files: readonly StoredFile[]): Promise<void> {
    const rows = files.map((file): StoredFile => ({ ...file, bytes: ownBytes(file.bytes) }));
    await this.connection.transact(['files'], 'readwrite', async (t) => {
      const store = t.objectStore('files');
      await store.delete(ofDataset(dataset));
      for (const row of rows) await store.put(row, [dataset, row.name]);
    });
  }

  async filesNamed(name: string): Promise<{ dataset: DatasetId; file: StoredFile }[]> {
    const rows = await this.connection.transact(['files'], 'readonly', async (t) => {
      const store = t.objectStore('files');
      const keys = (await store.getAllKeys()).filter(([, own]) => own === name);
      return Promise.all(keys.map(async (key) => ({ dataset: key[0], row: await store.get(key) })));
    });
    return rows.flatMap(({ dataset, row }) => {
      const file = this.readOne(row, readFile, `A file of ${dataset}`);
      return file ? [{ dataset, file }] : [];
    });
  }

  async deleteFile(dataset: DatasetId, name: string): Promise<void> {
    await this.connection.transact(['files'], 'readwrite', (t) => t.objectStore('files').delete([dataset, name]));
  }

  async deleteFiles(dataset: DatasetId): Promise<void> {
    await this.connection.transact(['files'], 'readwrite', (t) => t.objectStore('files').delete(ofDataset(dataset)));
  }

  /** Clears the stores: deleting the database would wait for every other tab. */
  async eraseEverything(): Promise<void> {
    await this.connection.transact(ALL, 'readwrite', async (t) => {
      for (const store of ALL) await t.objectStore(store).clear();
      await beginGeneration(tablesOf(t));
    });
  }

  persist(): Promise<boolean> {
    return requestPersistence();
  }

  estimate(): Promise<Estimate | null> {
    return estimate();
  }

  close(): void {
    this.connection.close();
  }

  protected transactRuns<T>(mode: 'readonly' | 'readwrite', work: (tables: RunTables) => Promise<T>): Promise<T> {
    return this.connection.transact([...RUN_STORES], mode, (transaction) => work(tablesOf(transaction)));
  }

  private readAll<T>(rows: unknown[], read: (row: unknown) => T | null, what: string): T[] {
    return rows.map((row) => this.readOne(row, read, what)).filter((row) => row !== null);
  }

  private readOne<T>(row: unknown, read: (row: unknown) => T | null, what: string): T | null {
    if (row === undefined) return null;
    const value = read(row);
    if (value === null) this.onProblem(new StorageError('damaged', `${what} stored on this computer is damaged and was left out.`));
    return value;
  }
}

/** All keys [dataset, name]: an array sorts after every string. */
function ofDataset(dataset: DatasetId): IDBKeyRange {
  return IDBKeyRange.bound([dataset], [dataset, []]);
}

/** One request after the other: a second one that throws at once would leave the first one's rejection to nobody. */
function tablesOf(transaction: IDBPTransaction<AtelierSchema, StoreName[], 'readonly' | 'readwrite'>): RunTables {
  // Only `readwrite` transactions are asked to write.
  const writable = (store: StoreName) => (transaction as IDBPTransaction<AtelierSchema, StoreName[], 'readwrite'>).objectStore(store);
  return {
    get: (store, key) => transaction.objectStore(store).get(key),
    keys: async (store) => (await transaction.objectStore(store).getAllKeys()).filter((key) => typeof key === 'string'),
    put: (store, key, value) => writable(store).put(value, key),
    delete: (store, key) => writable(store).delete(key),
  };
}

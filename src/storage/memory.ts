import type { DatasetId } from '@/experiment/data/datasets';
import type { StorageError } from './errors';
import { RunStorage } from './runs/run-storage';
import { RUN_STORES, type RunStoreName, type RunTables } from './runs/tables';
import type { AppStorage, Estimate, StoredFile } from './types';

/** Storage that lasts as long as the page, for browsers that keep nothing. `problem` says why it is used. */
export function memoryStorage(
  problem: StorageError | null = null,
  onProblem: (problem: StorageError) => void = () => undefined,
): AppStorage {
  return new MemoryStorage(problem, onProblem);
}

/** Values are cloned on the way in and out, as a real database does; files are not, for their size: nobody modifies those. */
class MemoryStorage extends RunStorage implements AppStorage {
  readonly kind = 'memory';
  private readonly files = new Map<DatasetId, Map<string, StoredFile>>();
  private readonly rows = new Map<string, unknown>();
  /** Transactions come one after the other. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly problem: StorageError | null,
    onProblem: (problem: StorageError) => void,
  ) {
    super(onProblem);
  }

  async loadFiles(dataset: DatasetId): Promise<StoredFile[]> {
    return [...(this.files.get(dataset)?.values() ?? [])];
  }

  async saveFile(dataset: DatasetId, file: StoredFile): Promise<void> {
    const files = this.files.get(dataset) ?? new Map<string, StoredFile>();
    this.files.set(dataset, files.set(file.name, { ...file }));
  }

  async saveFiles(dataset: DatasetId, files: readonly StoredFile[]): Promise<void> {
    this.files.set(dataset, new Map(files.map((file) => [file.name, { ...file }])));
  }

  async filesNamed(name: string): Promise<{ dataset: DatasetId; file: StoredFile }[]> {
    return [...this.files].flatMap(([dataset, files]) => {
      const file = files.get(name);
      return file ? [{ dataset, file }] : [];
    });
  }

  async deleteFile(dataset: DatasetId, name: string): Promise<void> {
    this.files.get(dataset)?.delete(name);
  }

  async deleteFiles(dataset: DatasetId): Promise<void> {
    this.files.delete(dataset);
  }

  async eraseEverything(): Promise<void> {
    await this.transactRuns('readwrite', async (tables) => {
      for (const store of RUN_STORES) for (const key of await tables.keys(store)) await tables.delete(store, key);
    });
    this.files.clear();
    await this.beginGeneration();
  }

  async persist(): Promise<boolean> {
    return false;
  }

  async estimate(): Promise<Estimate | null> {
    return null;
  }

  close(): void {}

  protected transactRuns<T>(_mode: 'readonly' | 'readwrite', work: (tables: RunTables) => Promise<T>): Promise<T> {
    const transaction = this.last.then(async () => {
      const changes = new Map<string, unknown>();
      const result = await work(this.tables(changes));
      for (const [place, value] of changes) {
        if (value === DELETED) this.rows.delete(place);
        else this.rows.set(place, value);
      }
      return result;
    });
    this.last = transaction.catch(() => undefined);
    return transaction;
  }

  /** Writes go to `changes` first: where the work fails, nothing of it has happened. */
  private tables(changes: Map<string, unknown>): RunTables {
    const placeOf = (store: RunStoreName, key: string) => `${store}/${key}`;
    const valueAt = (place: string) => (changes.has(place) ? changes.get(place) : this.rows.get(place));
    return {
      get: async (store, key) => {
        const value = valueAt(placeOf(store, key));
        return value === DELETED ? undefined : structuredClone(value);
      },
      keys: async (store) => {
        const places = new Set([...this.rows.keys(), ...changes.keys()].filter((place) => place.startsWith(`${store}/`)));
        return [...places].filter((place) => valueAt(place) !== DELETED).map((place) => place.slice(store.length + 1));
      },
      put: async (store, key, value) => changes.set(placeOf(store, key), structuredClone(value)),
      delete: async (store, key) => changes.set(placeOf(store, key), DELETED),
    };
  }
}

const DELETED = Symbol('deleted');

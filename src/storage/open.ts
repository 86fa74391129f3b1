import { type StorageError, toStorageError } from './errors';
import { IndexedDbStorage } from './indexeddb';
import { memoryStorage } from './memory';
import type { AppStorage } from './types';

/** How storage is opened; all have defaults. */
export interface StorageOptions {
  /** Name of the database. */
  name?: string;
  /** Milliseconds after which a browser that does not answer is given up. */
  timeoutMs?: number;
  /** Milliseconds after which a transaction that hangs is told; see `DatabaseOptions`. */
  slowMs?: number;
  /** Told of damaged rows, and of a connection that is lost while in use. */
  onProblem?: (problem: StorageError) => void;
}

/**
 * Opens what is kept on this computer. Never rejects: where the browser keeps nothing (denied, blocked by an old tab, newer data, silent
 * for 5 s) the storage is in memory, and its `problem` says why.
 */
export async function openStorage(options: StorageOptions = {}): Promise<AppStorage> {
  const { name = 'atelier', timeoutMs = 5000, slowMs, onProblem = () => undefined } = options;
  try {
    return await IndexedDbStorage.open({ name, timeoutMs, onProblem, ...(slowMs === undefined ? {} : { slowMs }) });
  } catch (error) {
    return memoryStorage(toStorageError(error), onProblem);
  }
}

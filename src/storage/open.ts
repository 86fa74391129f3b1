import { type StorageError, storageError, toStorageError } from './errors';
import { IndexedDbStorage } from './indexeddb';
import { memoryStorage } from './memory';
import { SHOWN_RUN } from './runs/tables';
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
  /** Told when storage answers again; see `DatabaseOptions`. */
  onAnswer?: () => void;
}

/**
 * Opens what is kept on this computer. Never rejects: where the browser keeps nothing (denied, blocked by an old tab, newer data, silent
 * for 4 s, to open or to answer the first question) the storage is in memory, and its `problem` says why.
 */
export async function openStorage(options: StorageOptions = {}): Promise<AppStorage> {
  const { name = 'atelier', timeoutMs = 4000, slowMs, onProblem = () => undefined, onAnswer = () => undefined } = options;
  try {
    const storage = await IndexedDbStorage.open({ name, timeoutMs, onProblem, onAnswer, ...(slowMs === undefined ? {} : { slowMs }) });
    return (await answers(storage, timeoutMs)) ? storage : memoryStorage(storageError('slow'), onProblem);
  } catch (error) {
    return memoryStorage(toStorageError(error), onProblem);
  }
}

/** Whether storage answers a first question in time, if only by an error: some browsers open a database whose transactions never end. */
async function answers(storage: AppStorage, timeoutMs: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const answer = storage.loadSetting(SHOWN_RUN).then(
    () => true,
    () => true,
  );
  const answered = await Promise.race([answer, silence]);
  clearTimeout(timer);
  if (!answered) storage.close();
  return answered;
}

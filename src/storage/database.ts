import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { DatasetId } from '@/experiment/data/datasets';
import { type StorageError, StorageError as StorageFault, storageError, toStorageError } from './errors';

/** The version of the stores. Each version that ships adds a case to `upgrade`, and a fixture to the tests. */
export const DATABASE_VERSION = 4;

/** The stores and their keys. Values are `unknown`: what is read back is checked, not believed. */
export interface AtelierSchema extends DBSchema {
  files: { key: [DatasetId, string]; value: unknown };
  runs: { key: string; value: unknown };
  checkpoints: { key: string; value: unknown };
  /** Steps of runs, some thousands a row: `<run id>:<number of the row>`. */
  history: { key: string; value: unknown };
  settings: { key: string; value: unknown };
  /** Studies with their trials, by id. */
  studies: { key: string; value: unknown };
  /** Weights of earlier epochs of the run on show: `<run id>:<epoch>`. */
  snapshots: { key: string; value: unknown };
}

export type StoreName = StoreNames<AtelierSchema>;
export type Database = IDBPDatabase<AtelierSchema>;

/** How a database is opened. */
export interface DatabaseOptions {
  name: string;
  /** Milliseconds after which opening is given up. */
  timeoutMs: number;
  /** Milliseconds after which a transaction that has not ended is told to `onProblem`; several times as long, and it is given up. */
  slowMs?: number;
  /** Told when the connection is lost while in use, and when it does not answer. */
  onProblem: (problem: StorageError) => void;
  /** Told when storage answers again, after `onProblem` was told that it does not or that it was closed. */
  onAnswer?: () => void;
}

/** With a look or two of the page after it, a storage that hangs is told within five seconds. */
const SLOW_MS = 4000;
/** A transaction is given up after this many times as long; the files of a data set are large. */
const GIVE_UP = 4;
const GIVE_UP_LARGE = 15;

type Mode = 'readonly' | 'readwrite';
type Transaction<M extends Mode> = IDBPTransaction<AtelierSchema, StoreName[], M>;

/**
 * The connection to the one database. It closes itself when a newer version of the app wants to upgrade (and stays closed), and opens
 * again by itself after the browser has cut it (cleared site data, a crashed storage process).
 */
export class Connection {
  private outdated = false;
  private readonly options: DatabaseOptions;
  private opening: Promise<Database> | null = null;
  /** The last transaction was given up: the next ones are not waited for as long. */
  private hangs = false;
  /** `onProblem` was told that nothing answers, and nothing has answered since. */
  private silent = false;

  private constructor(options: DatabaseOptions) {
    this.options = options;
  }

  /** Opens the database, creating its stores where needed. Rejects with a StorageError, within the timeout. */
  static async open(options: DatabaseOptions): Promise<Connection> {
    const connection = new Connection(options);
    await connection.get();
    return connection;
  }

  /**
   * Does `work` in one transaction and resolves once it is complete, which on writing means: on disk. Any error, the abort of a full disk
   * included, rejects with a StorageError, and then nothing of the work is there.
   */
  async transact<T, M extends Mode>(stores: StoreName[], mode: M, work: (transaction: Transaction<M>) => Promise<T>): Promise<T> {
    try {
      const database = await this.get();
      const transaction = database.transaction(stores, mode, { durability: 'strict' });
      return await this.watched(transaction, stores.includes('files'), finish(transaction, work));
    } catch (error) {
      throw toStorageError(error);
    }
  }

  /** Some browsers neither complete nor abort a transaction. It is told early and given up late: a slow disk with much to write needs its time. */
  private async watched<T>(transaction: { abort(): void }, large: boolean, work: Promise<T>): Promise<T> {
    const slowMs = this.options.slowMs ?? SLOW_MS;
    let timers: ReturnType<typeof setTimeout>[] = [];
    const silence = new Promise<never>((_, reject) => {
      const giveUp = () => {
        this.hangs = true;
        abort(transaction);
        reject(storageError('slow'));
      };
      timers = [
        setTimeout(() => this.tellSilence(storageError('slow')), slowMs),
        setTimeout(giveUp, slowMs * (this.hangs ? 1 : large ? GIVE_UP_LARGE : GIVE_UP)),
      ];
    });
    try {
      const result = await Promise.race([work, silence]);
      this.hangs = false;
      this.tellAnswer();
      return result;
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
  }

  private tellSilence(problem: StorageError): void {
    this.silent = true;
    this.options.onProblem(problem);
  }

  private tellAnswer(): void {
    if (!this.silent) return;
    this.silent = false;
    this.options.onAnswer?.();
  }

  close(): void {
    this.opening?.then((database) => database.close()).catch(() => undefined);
    this.opening = null;
  }

  /** One connection, also for callers that come at the same time; a failed opening is tried anew by the next caller. */
  private async get(): Promise<Database> {
    if (this.outdated) throw supersededError();
    this.opening ??= openDatabase(this.options, {
      blocking: (newVersion) => this.yieldTo(newVersion),
      terminated: () => this.lose(),
    });
    const opening = this.opening;
    return opening.catch((error: unknown) => {
      if (this.opening === opening) this.opening = null;
      throw error;
    });
  }

  /** Another tab deletes the database (version `null`) or brings a newer version: it waits until we have let go. */
  private yieldTo(newVersion: number | null): void {
    this.close();
    if (newVersion === null) return;
    this.outdated = true;
    this.options.onProblem(supersededError());
  }

  private lose(): void {
    this.opening = null;
    this.tellSilence(new StorageFault('closed', 'The browser closed its storage. It is opened again at the next use.'));
  }
}

interface Callbacks {
  blocking: (newVersion: number | null) => void;
  terminated: () => void;
}

/** Races the opening against the clock: some browsers neither open nor fail, and a blocked opening waits for another tab for ever. */
async function openDatabase(options: DatabaseOptions, callbacks: Callbacks): Promise<Database> {
  let blocked = false;
  const opening = open(options.name, callbacks, () => {
    blocked = true;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(blocked ? storageError('blocked') : silentError(options.timeoutMs)), options.timeoutMs);
  });
  try {
    return await Promise.race([opening, timeout]);
  } catch (error) {
    // A database that opens after all would block every later version.
    opening.then((late) => late.close()).catch(() => undefined);
    throw openingError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Async, so that a browser that throws at the mere word `indexedDB` rejects like any other. */
async function open(name: string, callbacks: Callbacks, onBlocked: () => void): Promise<Database> {
  if (typeof indexedDB === 'undefined' || indexedDB === null) throw storageError('unavailable');
  return openDB<AtelierSchema>(name, DATABASE_VERSION, {
    upgrade: (database, oldVersion) => upgrade(database, oldVersion),
    blocked: onBlocked,
    blocking: (_current, newVersion) => callbacks.blocking(newVersion),
    terminated: callbacks.terminated,
  });
}

function upgrade(database: Database, oldVersion: number): void {
  if (oldVersion < 1) {
    for (const store of ['files', 'runs', 'checkpoints', 'settings'] as const) database.createObjectStore(store);
  }
  if (oldVersion < 2) database.createObjectStore('history');
  if (oldVersion < 3) database.createObjectStore('studies');
  if (oldVersion < 4) database.createObjectStore('snapshots');
}

async function finish<T, M extends Mode>(transaction: Transaction<M>, work: (transaction: Transaction<M>) => Promise<T>): Promise<T> {
  // Requests reject with a bare AbortError when the disk is full; only the transaction knows the reason, so its word goes first.
  const done = transaction.done.then(
    () => null,
    (error: unknown) => error ?? new Error('the transaction was aborted'),
  );
  const outcome = await attempt(() => work(transaction));
  if (!outcome.ok) abort(transaction);
  const failure = await done;
  if (!outcome.ok) throw failure !== null && isTelling(failure) ? failure : outcome.error;
  if (failure !== null) throw failure;
  return outcome.value;
}

type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It had ended already.
  }
}

function isTelling(error: unknown): boolean {
  return !(error instanceof DOMException && error.name === 'AbortError');
}

/** Firefox's private windows answer an opening with InvalidStateError, and old ones with UnknownError: there is no storage there. */
function openingError(error: unknown): StorageError {
  const known = toStorageError(error);
  return known.code === 'failed' ? storageError('unavailable', error) : known;
}

function silentError(timeoutMs: number): StorageError {
  return new StorageFault('unavailable', `The browser's storage did not answer within ${timeoutMs / 1000} seconds.`);
}

function supersededError(): StorageError {
  return new StorageFault('newer', 'A newer version of Atelier is open in another tab. Reload this one to go on keeping data.');
}

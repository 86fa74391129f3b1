import type { DatasetId } from '@/experiment/data/datasets';
import type { NetworkState, Position, Run } from '@/run/types';
import { checkpointRow, ownBytes } from './compact';
import { Connection, type DatabaseOptions, type StoreName } from './database';
import { StorageError } from './errors';
import type { ModelRow, SavedModel } from './models';
import { estimate, requestPersistence } from './persist';
import { readCheckpoint, readFile, readModel, readRun } from './rows';
import { endedRuns, mostRecentFirst } from './runs';
import type { AppStorage, Checkpoint, Estimate, SavedCheckpoint, StoredFile } from './types';

const ALL: StoreName[] = ['files', 'runs', 'checkpoints', 'settings'];

/** Storage in the browser's IndexedDB. */
export class IndexedDbStorage implements AppStorage {
  readonly kind = 'indexeddb';
  readonly problem = null;
  private readonly connection: Connection;
  private readonly onProblem: (problem: StorageError) => void;

  private constructor(connection: Connection, onProblem: (problem: StorageError) => void) {
    this.connection = connection;
    this.onProblem = onProblem;
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

  async deleteFile(dataset: DatasetId, name: string): Promise<void> {
    await this.connection.transact(['files'], 'readwrite', (t) => t.objectStore('files').delete([dataset, name]));
  }

  async deleteFiles(dataset: DatasetId): Promise<void> {
    await this.connection.transact(['files'], 'readwrite', (t) => t.objectStore('files').delete(ofDataset(dataset)));
  }

  async saveCheckpoint(run: Run, state: NetworkState, position: Position, best: Checkpoint | null = null): Promise<void> {
    const row = checkpointRow({ epoch: position.epoch, step: position.step, state }, best, Date.now());
    await this.saveLearnt(run, row);
  }

  async loadCheckpoint(runId: string): Promise<SavedCheckpoint | null> {
    const row = await this.connection.transact(['checkpoints'], 'readonly', (t) => t.objectStore('checkpoints').get(runId));
    return this.readOne(row, readCheckpoint, `The weights of run ${runId}`);
  }

  async saveModel(run: Run, model: SavedModel): Promise<void> {
    await this.saveLearnt(run, { savedAt: Date.now(), model });
  }

  async loadModel(runId: string, pixels: number): Promise<SavedModel | null> {
    const row = await this.connection.transact(['checkpoints'], 'readonly', (t) => t.objectStore('checkpoints').get(runId));
    return this.readOne(row, readModel(pixels), `The model of run ${runId}`)?.model ?? null;
  }

  async saveRun(run: Run): Promise<void> {
    await this.connection.transact(['runs'], 'readwrite', (t) => t.objectStore('runs').put(run, run.id));
  }

  async loadRun(id: string): Promise<Run | null> {
    const row = await this.connection.transact(['runs'], 'readonly', (t) => t.objectStore('runs').get(id));
    return this.readOne(row, readRun, `Run ${id}`);
  }

  async listRuns(): Promise<Run[]> {
    const rows = await this.connection.transact(['runs'], 'readonly', (t) => t.objectStore('runs').getAll());
    return mostRecentFirst(this.readAll(rows, readRun, 'A run'));
  }

  async deleteRun(id: string): Promise<void> {
    await this.deleteRuns([id]);
  }

  async pruneRuns(keep: number): Promise<string[]> {
    const ids = (await this.listRuns()).slice(keep).map((run) => run.id);
    await this.deleteRuns(ids);
    return ids;
  }

  async pruneLearnt(except: string | null): Promise<string[]> {
    const ended = endedRuns(await this.listRuns()).map((run) => run.id);
    return this.connection.transact(['checkpoints'], 'readwrite', async (t) => {
      const store = t.objectStore('checkpoints');
      const kept = new Set(await store.getAllKeys());
      const ids = ended.filter((id) => id !== except && kept.has(id));
      await Promise.all(ids.map((id) => store.delete(id)));
      return ids;
    });
  }

  async loadSetting(key: string): Promise<unknown> {
    return this.connection.transact(['settings'], 'readonly', (t) => t.objectStore('settings').get(key));
  }

  async saveSetting(key: string, value: unknown): Promise<void> {
    await this.connection.transact(['settings'], 'readwrite', (t) => t.objectStore('settings').put(value, key));
  }

  /** Clears the stores: deleting the database would wait for every other tab. */
  async eraseEverything(): Promise<void> {
    await this.connection.transact(ALL, 'readwrite', (t) => Promise.all(ALL.map((store) => t.objectStore(store).clear())));
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

  /** One after the other: a second request that throws at once would leave the first one's rejection to nobody. */
  private async saveLearnt(run: Run, row: SavedCheckpoint | ModelRow): Promise<void> {
    await this.connection.transact(['runs', 'checkpoints'], 'readwrite', async (t) => {
      await t.objectStore('runs').put(run, run.id);
      await t.objectStore('checkpoints').put(row, run.id);
    });
  }

  private async deleteRuns(ids: string[]): Promise<void> {
    await this.connection.transact(['runs', 'checkpoints'], 'readwrite', (t) =>
      Promise.all(ids.flatMap((id) => [t.objectStore('runs').delete(id), t.objectStore('checkpoints').delete(id)])),
    );
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

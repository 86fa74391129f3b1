import type { DatasetId } from '@/experiment/data/datasets';
import type { NetworkState, Position, Run } from '@/run/types';
import { checkpointRow } from './compact';
import type { StorageError } from './errors';
import type { SavedModel } from './models';
import { endedRuns, mostRecentFirst } from './runs';
import type { AppStorage, Checkpoint, Estimate, SavedCheckpoint, StoredFile } from './types';

/** Storage that lasts as long as the page, for browsers that keep nothing. `problem` says why it is used. */
export function memoryStorage(problem: StorageError | null = null): AppStorage {
  return new MemoryStorage(problem);
}

/** Values are cloned on the way in and out, as a real database does; files are not, for their size: nobody modifies those. */
class MemoryStorage implements AppStorage {
  readonly kind = 'memory';
  readonly problem: StorageError | null;
  private readonly files = new Map<DatasetId, Map<string, StoredFile>>();
  private readonly runs = new Map<string, Run>();
  private readonly checkpoints = new Map<string, SavedCheckpoint>();
  private readonly models = new Map<string, SavedModel>();
  private readonly settings = new Map<string, unknown>();

  constructor(problem: StorageError | null) {
    this.problem = problem;
  }

  async loadFiles(dataset: DatasetId): Promise<StoredFile[]> {
    return [...(this.files.get(dataset)?.values() ?? [])];
  }

  async saveFile(dataset: DatasetId, file: StoredFile): Promise<void> {
    const files = this.files.get(dataset) ?? new Map<string, StoredFile>();
    this.files.set(dataset, files.set(file.name, { ...file }));
  }

  async deleteFile(dataset: DatasetId, name: string): Promise<void> {
    this.files.get(dataset)?.delete(name);
  }

  async deleteFiles(dataset: DatasetId): Promise<void> {
    this.files.delete(dataset);
  }

  async saveCheckpoint(run: Run, state: NetworkState, position: Position, best: Checkpoint | null = null): Promise<void> {
    const row = checkpointRow({ epoch: position.epoch, step: position.step, state }, best, Date.now());
    this.runs.set(run.id, structuredClone(run));
    this.checkpoints.set(run.id, row);
  }

  async loadCheckpoint(runId: string): Promise<SavedCheckpoint | null> {
    return structuredClone(this.checkpoints.get(runId) ?? null);
  }

  async saveModel(run: Run, model: SavedModel): Promise<void> {
    const copy = structuredClone(model);
    this.runs.set(run.id, structuredClone(run));
    this.models.set(run.id, copy);
  }

  async loadModel(runId: string): Promise<SavedModel | null> {
    return structuredClone(this.models.get(runId) ?? null);
  }

  async saveRun(run: Run): Promise<void> {
    this.runs.set(run.id, structuredClone(run));
  }

  async loadRun(id: string): Promise<Run | null> {
    return structuredClone(this.runs.get(id) ?? null);
  }

  async listRuns(): Promise<Run[]> {
    return mostRecentFirst(structuredClone([...this.runs.values()]));
  }

  async deleteRun(id: string): Promise<void> {
    this.runs.delete(id);
    this.checkpoints.delete(id);
    this.models.delete(id);
  }

  async pruneRuns(keep: number): Promise<string[]> {
    const ids = mostRecentFirst([...this.runs.values()])
      .slice(keep)
      .map((run) => run.id);
    await Promise.all(ids.map((id) => this.deleteRun(id)));
    return ids;
  }

  async pruneLearnt(except: string | null): Promise<string[]> {
    const ended = endedRuns([...this.runs.values()]).map((run) => run.id);
    return ended.filter((id) => id !== except && (this.checkpoints.delete(id) || this.models.delete(id)));
  }

  async loadSetting(key: string): Promise<unknown> {
    return structuredClone(this.settings.get(key));
  }

  async saveSetting(key: string, value: unknown): Promise<void> {
    this.settings.set(key, structuredClone(value));
  }

  async eraseEverything(): Promise<void> {
    for (const store of [this.files, this.runs, this.checkpoints, this.models, this.settings]) store.clear();
  }

  async persist(): Promise<boolean> {
    return false;
  }

  async estimate(): Promise<Estimate | null> {
    return null;
  }

  close(): void {}
}

import type { NetworkState, Position, Run } from '@/run/types';
import { StorageError } from '@/storage/errors';
import type { Checkpoint, ClaimedRun, RunsStorage, SavedCheckpoint } from '@/storage/types';
import { checkpointRow, readCheckpoint } from './checkpoint-row';
import { type Claim, settleClaim } from './claim';
import { type ModelRow, readModel, type SavedModel } from './models';
import * as rows from './run-rows';
import { beginGeneration, type RunTables } from './tables';

type Mode = 'readonly' | 'readwrite';

/** How runs are stored, whatever the stores are made of. Each call is one transaction: all of it happens, or nothing. */
export abstract class RunStorage implements RunsStorage {
  constructor(protected readonly onProblem: (problem: StorageError) => void) {}

  protected abstract transactRuns<T>(mode: Mode, work: (tables: RunTables) => Promise<T>): Promise<T>;

  async claimRun(id: string): Promise<ClaimedRun> {
    return this.transactRuns('readwrite', async (tables) => {
      const claim = await rows.claimRun(tables, id);
      const run = await rows.readRun(tables, id, this.damaged('run'));
      const isNetwork = run?.experiment.model.kind === 'network';
      const checkpoint = isNetwork ? this.checked(await tables.get('checkpoints', id), readCheckpoint, `weights of run ${id}`) : null;
      return { claim, run, checkpoint };
    });
  }

  async saveCheckpoint(
    run: Run,
    state: NetworkState,
    position: Position,
    best: Checkpoint | null = null,
    claim: Claim | null = null,
  ): Promise<void> {
    await this.write(run, claim, checkpointRow({ epoch: position.epoch, step: position.step, state }, best, Date.now()));
  }

  async saveModel(run: Run, model: SavedModel, claim: Claim | null = null): Promise<void> {
    await this.write(run, claim, { savedAt: Date.now(), model });
  }

  async saveRun(run: Run, claim: Claim | null = null): Promise<void> {
    await this.write(run, claim, null);
  }

  async loadCheckpoint(runId: string): Promise<SavedCheckpoint | null> {
    const row = await this.transactRuns('readonly', (tables) => tables.get('checkpoints', runId));
    return this.checked(row, readCheckpoint, `weights of run ${runId}`);
  }

  async loadModel(runId: string, pixels: number): Promise<SavedModel | null> {
    const row = await this.transactRuns('readonly', (tables) => tables.get('checkpoints', runId));
    return this.checked(row, readModel(pixels), `model of run ${runId}`)?.model ?? null;
  }

  loadRun(id: string): Promise<Run | null> {
    return this.transactRuns('readonly', (tables) => rows.readRun(tables, id, this.damaged('run')));
  }

  listRuns(): Promise<Run[]> {
    return this.transactRuns('readonly', (tables) => rows.listRuns(tables, this.damaged('run')));
  }

  deleteRun(id: string): Promise<void> {
    return this.transactRuns('readwrite', (tables) => rows.deleteRun(tables, id));
  }

  pruneRuns(keep: number, except: readonly string[]): Promise<string[]> {
    return this.transactRuns('readwrite', (tables) => rows.pruneRuns(tables, keep, except));
  }

  clearRuns(except: readonly string[]): Promise<string[]> {
    return this.transactRuns('readwrite', (tables) => rows.clearRuns(tables, except));
  }

  pruneLearnt(except: readonly string[]): Promise<string[]> {
    return this.transactRuns('readwrite', (tables) => rows.pruneLearnt(tables, except));
  }

  loadSetting(key: string): Promise<unknown> {
    return this.transactRuns('readonly', (tables) => tables.get('settings', key));
  }

  async saveSetting(key: string, value: unknown): Promise<void> {
    await this.transactRuns('readwrite', (tables) => tables.put('settings', key, value));
  }

  /** After everything was cleared: who claimed a run before that must not write it back. */
  protected async beginGeneration(): Promise<void> {
    await this.transactRuns('readwrite', beginGeneration);
  }

  private async write(run: Run, claim: Claim | null, learnt: SavedCheckpoint | ModelRow | null): Promise<void> {
    const cleared = await this.transactRuns('readwrite', async (tables) => {
      const wasCleared = await rows.writeRun(tables, run, claim);
      if (learnt) await tables.put('checkpoints', run.id, learnt);
      return wasCleared;
    });
    if (claim) settleClaim(claim, run);
    if (cleared) this.onProblem(new StorageError('cleared', CLEARED));
  }

  private damaged(what: string): (name: string) => void {
    return (name) => this.onProblem(new StorageError('damaged', `The ${what} ${name} stored on this computer is damaged. It is left out.`));
  }

  private checked<T>(row: unknown, read: (row: unknown) => T | null, what: string): T | null {
    if (row === undefined) return null;
    const value = read(row);
    if (value === null) this.onProblem(new StorageError('damaged', `The ${what} stored on this computer is damaged and was left out.`));
    return value;
  }
}

const CLEARED =
  'The data of this site were deleted while the run was being trained. The run has been saved again; earlier runs and downloaded images are gone.';

import type { LabelChange, NetworkState, Position, Run, RunLabels } from '@/run/types';
import { StorageError } from '@/storage/errors';
import type { Checkpoint, ClaimedRun, RunsStorage, SavedCheckpoint } from '@/storage/types';
import type { StudyRecord } from '@/study/study';
import { checkpointRow, readCheckpoint } from './checkpoint-row';
import { type Claim, checkClaim, settleClaim } from './claim';
import { labelRun } from './labels';
import { type ModelRow, readModel, type SavedModel } from './models';
import { putBack, type RemovedRun, removeRun } from './removal';
import * as rows from './run-rows';
import { bytesOf, sizeOfRuns } from './sizes';
import { deleteSnapshots, readSnapshot, type Snapshot, snapshotEpochs, writeSnapshot } from './snapshots';
import * as studies from './studies';
import { beginGeneration, generationOf, type RunTables } from './tables';

type Mode = 'readonly' | 'readwrite';

/** How runs are stored, whatever the stores are made of. Each call is one transaction: all of it happens, or nothing. */
export abstract class RunStorage implements RunsStorage {
  /** What is damaged is told once, however often it is read. */
  private readonly told = new Set<string>();

  constructor(protected readonly onProblem: (problem: StorageError) => void) {}

  protected abstract transactRuns<T>(mode: Mode, work: (tables: RunTables) => Promise<T>): Promise<T>;

  async claimRun(id: string): Promise<ClaimedRun> {
    return this.reading('readwrite', async (tables, onDamage) => {
      const claim = await rows.claimRun(tables, id);
      const run = await rows.readRun(tables, id, onDamage);
      const isNetwork = run?.experiment.model.kind === 'network';
      const checkpoint = isNetwork ? await rows.readLearnt(tables, id, readCheckpoint, onDamage) : null;
      return { claim, run, checkpoint };
    });
  }

  async fenceOf(id: string): Promise<number | null> {
    return (await this.transactRuns('readonly', (tables) => rows.keepingOf(tables, id)))?.fence ?? null;
  }

  async saveCheckpoint(
    run: Run,
    state: NetworkState,
    position: Position,
    best: Checkpoint | null = null,
    claim: Claim | null = null,
  ): Promise<void> {
    const row = checkpointRow({ epoch: position.epoch, step: position.step, state }, best, Date.now());
    if (readCheckpoint(row) === null)
      throw new StorageError('invalid', 'This checkpoint cannot be saved: it has a value that could not be read back.');
    await this.write(run, claim, row);
  }

  async saveSnapshot(runId: string, snapshot: Snapshot, keep: readonly number[], claim: Claim | null = null): Promise<void> {
    await this.transactRuns('readwrite', async (tables) => {
      if (claim) checkClaim(claim, { row: await rows.keepingOf(tables, runId), generation: await generationOf(tables) });
      await writeSnapshot(tables, runId, snapshot, keep);
    });
  }

  loadSnapshot(runId: string, epoch: number): Promise<Snapshot | null> {
    return this.transactRuns('readonly', (tables) => readSnapshot(tables, runId, epoch));
  }

  snapshotEpochs(runId: string): Promise<number[]> {
    return this.transactRuns('readonly', (tables) => snapshotEpochs(tables, runId));
  }

  dropSnapshots(): Promise<number> {
    return this.transactRuns('readwrite', (tables) => deleteSnapshots(tables, null));
  }

  async saveModel(run: Run, model: SavedModel, claim: Claim | null = null): Promise<void> {
    await this.write(run, claim, { savedAt: Date.now(), model });
  }

  async saveRun(run: Run, claim: Claim | null = null): Promise<void> {
    await this.write(run, claim, null);
  }

  loadCheckpoint(runId: string): Promise<SavedCheckpoint | null> {
    return this.reading('readonly', (tables, onDamage) => rows.readLearnt(tables, runId, readCheckpoint, onDamage));
  }

  async loadModel(runId: string, pixels: number): Promise<SavedModel | null> {
    const row = await this.reading('readonly', (tables, onDamage) => rows.readLearnt(tables, runId, readModel(pixels), onDamage));
    return row?.model ?? null;
  }

  loadRun(id: string): Promise<Run | null> {
    return this.reading('readonly', (tables, onDamage) => rows.readRun(tables, id, onDamage));
  }

  listRuns(): Promise<Run[]> {
    return this.reading('readonly', rows.listRuns);
  }

  labelRun(id: string, change: LabelChange): Promise<RunLabels | null> {
    return this.transactRuns('readwrite', (tables) => labelRun(tables, id, change));
  }

  deleteRun(id: string): Promise<RemovedRun> {
    return this.transactRuns('readwrite', (tables) => removeRun(tables, id));
  }

  putBack(removed: RemovedRun): Promise<boolean> {
    return this.transactRuns('readwrite', (tables) => putBack(tables, removed));
  }

  sizeOfRuns(): Promise<number> {
    return this.transactRuns('readonly', sizeOfRuns);
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

  async saveStudy(record: StudyRecord): Promise<void> {
    await this.transactRuns('readwrite', (tables) => studies.saveStudy(tables, record));
  }

  async listStudies(): Promise<StudyRecord[]> {
    return this.transactRuns('readonly', (tables) =>
      studies.listStudies(tables, (id) =>
        this.onProblem(new StorageError('damaged', `The saved study ${id.slice(0, 40)} is damaged and left out.`)),
      ),
    );
  }

  async deleteStudy(id: string): Promise<void> {
    await this.transactRuns('readwrite', (tables) => studies.deleteStudy(tables, id));
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
      const wasCleared = await rows.writeRun(tables, run, claim, learnt && bytesOf(learnt));
      if (learnt) await tables.put('checkpoints', run.id, learnt);
      return wasCleared;
    });
    if (claim) settleClaim(claim, run);
    if (cleared) this.onProblem(new StorageError('cleared', CLEARED));
  }

  /** Reads, and says what of it was damaged. */
  private async reading<T>(mode: Mode, work: (tables: RunTables, onDamage: rows.OnDamage) => Promise<T>): Promise<T> {
    const damaged: Record<Parameters<rows.OnDamage>[0], string[]> = { run: [], weights: [] };
    const result = await this.transactRuns(mode, (tables) => work(tables, (what, name) => damaged[what].push(name)));
    this.tell('run', damaged.run);
    this.tell('weights', damaged.weights);
    return result;
  }

  private tell(what: 'run' | 'weights', names: readonly string[]): void {
    const fresh = names.filter((name) => !this.told.has(`${what} ${name}`));
    for (const name of fresh) this.told.add(`${what} ${name}`);
    if (fresh.length > 0) this.onProblem(new StorageError('damaged', DAMAGED[what](fresh)));
  }
}

/** So many names are read at most; the rest are counted. */
const MOST_NAMES = 5;

const listed = (names: readonly string[]): string =>
  [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? [`and ${names.length - MOST_NAMES} more`] : [])].join(', ');

const DAMAGED: Record<'run' | 'weights', (names: readonly string[]) => string> = {
  run: (names) =>
    names.length === 1
      ? `The saved run ${names[0]} is damaged and left out. “Clear runs” in the menu deletes it.`
      : `${names.length} saved runs are damaged and left out: ${listed(names)}. “Clear runs” in the menu deletes them.`,
  weights: (names) => `The trained network of run ${listed(names)} is damaged and left out. Its curves and figures are still there.`,
};

const CLEARED =
  'The data of this site were deleted while the run was being trained. The run has been saved again; earlier runs and downloaded images are gone.';

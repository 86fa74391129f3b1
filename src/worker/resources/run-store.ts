import { KEEP_RUNS, MOST_KEPT_RUNS } from '@/run/keeping';
import type { LabelChange, Run, RunLabels } from '@/run/types';
import { StorageError } from '@/storage/errors';
import type { RemovedRun } from '@/storage/runs/removal';
import { SHOWN_RUN } from '@/storage/runs/tables';
import type { AppStorage } from '@/storage/types';
import type { Outbox } from '@/worker/outbox';
import type { RunSpace, StorageStatus } from '@/worker/protocol';
import type { RunLocks } from './run-locks';

/** The setting that holds how many. */
const KEEP_SETTING = 'keepRuns';

/** Deleted runs that can be put back while this page is open. */
const MOST_REMOVED = 10;

/** Stores runs. Training continues where something cannot be stored; the page is told once, and again when storing works. */
export class RunStore {
  private problem: string | null = null;
  private removed: RemovedRun[] = [];

  constructor(
    readonly storage: AppStorage,
    private readonly outbox: Outbox,
    private readonly locks: RunLocks,
  ) {}

  /**
   * Tries to store something; returns whether it is stored.
   *
   * @throws StorageError `stale` or `erased`, where another tab has ended the claim under which a run is written
   */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.withRoom(work);
      this.report(null);
      return true;
    } catch (error) {
      if (error instanceof StorageError && (error.code === 'stale' || error.code === 'erased')) throw error;
      this.report(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  /**
   * Where the disk is full, deletes the weights of ended runs except the run on show, and tries again; their figures stay. (A second tab that
   * shows one of them can ask it while it is open, but not continue it.)
   */
  private async withRoom(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof StorageError && error.code === 'full') || !(await this.makeRoom())) throw error;
      await work();
    }
  }

  /** Weights of earlier epochs give way as well: they are only there to be looked at. */
  private async makeRoom(): Promise<boolean> {
    const dropped = await this.storage.dropSnapshots();
    const pruned = await this.storage.pruneLearnt(await this.onShow());
    return dropped + pruned.length > 0;
  }

  /** The runs that no tab may lose: those on show or in training in any of them. */
  async onShow(): Promise<string[]> {
    const { trained, shown } = await this.locks.survey();
    const last = await this.shown();
    return [...trained, ...shown, ...(typeof last === 'string' ? [last] : [])];
  }

  /** Tries to read something; returns `fallback` where it cannot be read. */
  async read<T>(work: () => Promise<T>, fallback: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.report(error instanceof Error ? error.message : String(error));
      return fallback;
    }
  }

  /** Tells the page of a storage problem, or that it is over (`null`); each once. */
  report(problem: string | null): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.status().then((storage) => this.outbox.send({ type: 'storage', storage }));
  }

  async status(): Promise<StorageStatus> {
    const { storage, problem } = this;
    return { kind: storage.kind, problem: problem ?? storage.problem?.message ?? null, persisted: await storage.persist() };
  }

  /** Records which run is on show, and deletes the oldest ones. */
  async show(runId: string | null): Promise<void> {
    this.locks.show(runId);
    if (!(await this.attempt(() => this.storage.saveSetting(SHOWN_RUN, runId)))) return;
    await this.attempt(async () => this.storage.pruneRuns(await this.limit(), await this.onShow()));
  }

  /** All stored runs, the last one worked on first, without their step histories: the page shows a table. */
  list(): Promise<Run[]> {
    return this.read(() => this.storage.listRuns(), []);
  }

  /** Stored runs with their histories, in this order; those that cannot be read are left out. */
  async withHistory(runIds: readonly string[]): Promise<Run[]> {
    const runs: Run[] = [];
    for (const id of runIds) {
      const run = await this.read(() => this.storage.loadRun(id), null);
      if (run) runs.push(run);
    }
    return runs;
  }

  /** How many runs are kept at most; starred ones are not counted. */
  private async limit(): Promise<number> {
    const stored = await this.read(() => this.storage.loadSetting(KEEP_SETTING), null);
    return typeof stored === 'number' && Number.isInteger(stored) && stored >= 1 ? Math.min(stored, MOST_KEPT_RUNS) : KEEP_RUNS;
  }

  /** Changes how many runs are kept. Nothing is deleted before the next run begins. */
  async setLimit(count: number): Promise<void> {
    if (!Number.isInteger(count) || count < 1 || count > MOST_KEPT_RUNS) throw new Error(`Keep between 1 and ${MOST_KEPT_RUNS} runs.`);
    await this.attempt(() => this.storage.saveSetting(KEEP_SETTING, count));
  }

  async space(): Promise<RunSpace> {
    return { bytes: await this.read(() => this.storage.sizeOfRuns(), 0), keep: await this.limit() };
  }

  /** Changes labels of a stored run; returns them all, `null` where it is not stored (yet). */
  async label(runId: string, change: LabelChange): Promise<RunLabels | null> {
    let labels: RunLabels | null = null;
    await this.attempt(async () => {
      labels = await this.storage.labelRun(runId, change);
    });
    return labels;
  }

  /** Deletes a run and its weights. Throws where storage fails, and where the run is on show: this page does not offer that, so another tab shows it. */
  async delete(runId: string): Promise<void> {
    if ((await this.onShow()).includes(runId)) throw new Error('This run is open in another tab.');
    this.removed = [...this.removed, await this.storage.deleteRun(runId)].slice(-MOST_REMOVED);
  }

  /** Puts a run back that was deleted here. Throws, with words for people, where that cannot be. */
  async restore(runId: string): Promise<void> {
    const removed = this.removed.find(({ id }) => id === runId);
    if (!removed) throw new Error('This run was deleted too long ago to be brought back.');
    await this.storage.putBack(removed);
    this.removed = this.removed.filter((other) => other !== removed);
  }

  /** Deletes all runs that are neither on show nor in training anywhere. */
  async clear(): Promise<void> {
    await this.attempt(async () => this.storage.clearRuns(await this.onShow()));
  }

  async shown(): Promise<unknown> {
    return this.read(() => this.storage.loadSetting(SHOWN_RUN), null);
  }
}

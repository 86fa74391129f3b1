import type { Run } from '@/run/types';
import { StorageError } from '@/storage/errors';
import { SHOWN_RUN } from '@/storage/runs/tables';
import type { AppStorage } from '@/storage/types';
import type { Outbox } from '@/worker/outbox';
import type { StorageStatus } from '@/worker/protocol';
import type { RunLocks } from './run-locks';

/** Runs kept in storage. */
const KEEP_RUNS = 20;

/** Stores runs. Training continues where something cannot be stored; the page is told once, and again when storing works. */
export class RunStore {
  private problem: string | null = null;

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

  private async makeRoom(): Promise<boolean> {
    return (await this.storage.pruneLearnt(await this.onShow())).length > 0;
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
    await this.attempt(async () => this.storage.pruneRuns(KEEP_RUNS, await this.onShow()));
  }

  /** All stored runs, the last one worked on first, without their step histories: the page shows a table. */
  list(): Promise<Run[]> {
    return this.read(() => this.storage.listRuns(), []);
  }

  /** Deletes a run and its weights. Throws where it is on show: this page does not offer that, so another tab shows it. */
  async delete(runId: string): Promise<void> {
    if ((await this.onShow()).includes(runId)) throw new Error('This run is open in another tab.');
    await this.attempt(() => this.storage.deleteRun(runId));
  }

  /** Deletes all runs that are neither on show nor in training anywhere. */
  async clear(): Promise<void> {
    await this.attempt(async () => this.storage.clearRuns(await this.onShow()));
  }

  async shown(): Promise<unknown> {
    return this.read(() => this.storage.loadSetting(SHOWN_RUN), null);
  }
}

import type { Run } from '@/run/types';
import { StorageError } from '@/storage/errors';
import type { AppStorage } from '@/storage/types';
import type { Outbox } from '@/worker/outbox';
import type { StorageStatus } from '@/worker/protocol';

/** The setting that holds the id of the run on show. */
const CURRENT = 'currentRun';
/** Runs kept in storage. */
const KEEP_RUNS = 20;

/** Stores runs. Training continues where something cannot be stored; the page is told once, and again when storing works. */
export class RunStore {
  private problem: string | null = null;

  constructor(
    readonly storage: AppStorage,
    private readonly outbox: Outbox,
  ) {}

  /** Tries to store something; returns whether it is stored. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.withRoom(work);
      this.report(null);
      return true;
    } catch (error) {
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
    const shown = await this.shown();
    return (await this.storage.pruneLearnt(typeof shown === 'string' ? shown : null)).length > 0;
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
    if (!(await this.attempt(() => this.storage.saveSetting(CURRENT, runId)))) return;
    await this.attempt(() => this.storage.pruneRuns(KEEP_RUNS));
  }

  /** All stored runs, the last one worked on first, without their step histories: the page shows a table. */
  async list(): Promise<Run[]> {
    const runs = await this.read(() => this.storage.listRuns(), []);
    return runs.map((run) => ({ ...run, history: { losses: [], accuracies: [] } }));
  }

  /** Deletes a run and its weights. Throws where it is on show: this page does not offer that, so another tab shows it. */
  async delete(runId: string): Promise<void> {
    if ((await this.shown()) === runId) throw new Error('This run is on show in another tab.');
    await this.attempt(() => this.storage.deleteRun(runId));
  }

  async shown(): Promise<unknown> {
    return this.read(() => this.storage.loadSetting(CURRENT), null);
  }
}

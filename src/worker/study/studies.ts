import { formatCount } from '@/experiment/words/numbers';
import { MOST_TRIALS } from '@/study/limits';
import { lastOutcome } from '@/study/objective';
import type { Study, StudyRecord } from '@/study/study';
import type { Trial } from '@/study/trial';
import type { CommandOf } from '@/worker/protocol';
import { RELEASE_MS } from '@/worker/resources/run-locks';
import { ActiveStudy, type StudyDeps } from './active-study';

/** Studies of this tab go on one at a time. A lock of the study's id keeps other tabs from going on with the same one. */
const lockOf = (studyId: string): string => `study ${studyId}`;

/** Starts, pauses and ends studies, and lists those that are stored. */
export class Studies {
  private active: ActiveStudy | null = null;
  private executing: Promise<void> = Promise.resolve();

  constructor(private readonly deps: StudyDeps) {}

  /** Resolves once the study goes on, not when it ends. */
  async start(study: Study): Promise<void> {
    await this.begin({ study, trials: [], status: 'running', updatedAt: Date.now() }, null);
  }

  async continue({ studyId, budget, recovered }: CommandOf<'continueStudy'>): Promise<void> {
    const { study, trials } = await this.stored(studyId);
    await this.begin({ study: { ...study, budget: budget ?? study.budget }, trials, status: 'running', updatedAt: Date.now() }, recovered);
  }

  /** Whether a run is a trial of the study that goes on here, which alone decides its settings. */
  trains(runId: string): boolean {
    return this.active?.record.trials.some((trial) => trial.runId === runId) ?? false;
  }

  /** The trial under way is stopped at a checkpoint. */
  pause(): void {
    this.active?.pause();
  }

  async end(studyId: string): Promise<void> {
    if (this.active?.record.study.id === studyId) {
      this.active.pause();
      await this.executing;
    }
    const record = await this.stored(studyId);
    const trials = record.trials.map((trial) => (trial.status === 'running' ? abandoned(trial) : trial));
    await this.keep({ ...record, trials, status: 'ended', updatedAt: Date.now() });
  }

  async delete(studyId: string): Promise<void> {
    if (this.active?.record.study.id === studyId) throw new Error('Pause the study before you delete it.');
    await this.deps.context.runStore.attempt(() => this.deps.context.runStore.storage.deleteStudy(studyId));
  }

  /** All stored studies, the newest first. One that no tab goes on with is paused, whatever its row says: its page was closed. */
  async list(): Promise<StudyRecord[]> {
    const { runStore, locks } = this.deps.context;
    const records = await runStore.read(() => runStore.storage.listStudies(), []);
    const { trained } = await locks.survey();
    return records.map((record) => {
      const own = this.active?.record;
      if (own?.study.id === record.study.id) return own;
      return record.status === 'running' && !trained.includes(lockOf(record.study.id)) ? { ...record, status: 'paused' } : record;
    });
  }

  /** Adds trials from elsewhere, numbered after those that are there. */
  async addTrials(studyId: string, added: readonly Trial[]): Promise<StudyRecord> {
    if (this.active?.record.study.id === studyId) throw new Error('Pause the study before you add results to it.');
    const record = await this.stored(studyId);
    if (record.trials.some(({ status }) => status === 'running'))
      throw new Error('A trial of this study is half done. Continue or end the study first.');
    if (record.trials.length + added.length > MOST_TRIALS)
      throw new Error(`A study can have at most ${formatCount(MOST_TRIALS)} trials; with these it would have more. Nothing was added.`);
    const numbered = added.map((trial, k) => ({ ...trial, number: record.trials.length + k + 1 }));
    const grown: StudyRecord = { ...record, trials: [...record.trials, ...numbered], updatedAt: Date.now() };
    await this.keep(grown);
    return grown;
  }

  /** Resolves once no study goes on. */
  idle(): Promise<void> {
    return this.executing;
  }

  private async stored(studyId: string): Promise<StudyRecord> {
    const record = (await this.list()).find(({ study }) => study.id === studyId);
    if (!record) throw new Error('This study is no longer saved in this browser, or it is damaged.');
    return record;
  }

  private async keep(record: StudyRecord): Promise<void> {
    const { runStore, outbox } = this.deps.context;
    await runStore.attempt(() => runStore.storage.saveStudy(record));
    outbox.send({ type: 'study', record });
  }

  private async begin(record: StudyRecord, recovered: string | null): Promise<void> {
    if (this.active) throw new Error('Another study is going on. Pause it first.');
    const { locks } = this.deps.context;
    const lock = lockOf(record.study.id);
    const active = new ActiveStudy(record, recovered, this.deps);
    this.active = active;
    let release = await locks.take(lock, RELEASE_MS);
    // A worker that was ended in the middle of its work may keep its lock for seconds.
    if (!release && recovered !== null) release = await locks.steal(lock);
    if (!release) {
      this.active = null;
      throw new Error('This study goes on in another tab.');
    }
    this.executing = active.execute().finally(() => {
      this.active = null;
      release?.();
    });
  }
}

/** A trial that is not going to end. One that had been trained for fewer epochs before keeps what came out then. */
const abandoned = (trial: Trial): Trial =>
  lastOutcome(trial) ? { ...trial, status: 'finished' } : { ...trial, status: 'failed', cause: 'Stopped when the study was ended.' };

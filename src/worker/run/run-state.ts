import type { RunNews } from '@/run/events';
import { reduceRun } from '@/run/reduce';
import type { Intervention, Run, RunFailure } from '@/run/types';
import { StorageError } from '@/storage/errors';
import type { Claim } from '@/storage/runs/claim';
import type { Outbox } from '@/worker/outbox';
import type { Phase } from '@/worker/protocol';
import type { RunStore } from '@/worker/resources/run-store';
import { RunControl } from './run-control';

/** How often a save that takes long is a sign of life. */
const SIGN_OF_LIFE_MS = 1000;

/** The row of an active run and its control. Changes go to the row and to the page alike, so that both agree. */
export class RunState {
  readonly control: RunControl;
  /** Told to the page only once they are saved: an epoch that was shown is never lost. */
  private held: RunNews[] = [];
  /** What the run is busy with while it is not paused. */
  private phase: Phase = 'compiling';

  /** Why another tab ended this run; `null` while it has not. */
  private lost: StorageError | null = null;

  /** @param claim under which the run is stored; `null` where storage could not be read */
  constructor(
    private row: Run,
    private readonly outbox: Outbox,
    private readonly runStore: RunStore,
    readonly claim: Claim | null,
  ) {
    this.control = new RunControl(row.epochs, row.learningRate);
  }

  get run(): Run {
    return this.row;
  }

  /** Changes the row and tells the page. */
  tell(news: RunNews): void {
    this.note(news);
    this.send(news);
  }

  /** Changes the row; the page is told something else, or later. */
  note(news: RunNews): void {
    this.row = reduceRun(this.row, news, Date.now());
  }

  /** Tells the page what the row does not record. */
  send(news: RunNews): void {
    this.outbox.send({ type: 'run', event: { runId: this.row.id, news } });
  }

  /** Changes the row now, and tells the page at the next `release`, once the row is saved. */
  hold(news: RunNews): void {
    this.note(news);
    this.held.push(news);
  }

  release(): void {
    for (const news of this.held) this.send(news);
    this.held = [];
  }

  /** Records what a person or the machine changed, and at which step. */
  log(what: Intervention['what'], note: string, value?: number): void {
    const { history, epochRecords } = this.row;
    const position = { step: history.losses.length, epoch: epochRecords.length };
    this.tell({ type: 'intervention', intervention: { ...position, what, note, ...(value === undefined ? {} : { value }) } });
  }

  /** Says what kind of work begins; a paused run stays paused. */
  enter(phase: Phase): void {
    this.phase = phase;
    this.outbox.enter(this.control.paused ? 'paused' : phase);
  }

  pause(): void {
    if (this.control.paused) return;
    this.control.hold();
    this.tell({ type: 'status', status: 'paused' });
    this.enter(this.phase);
  }

  resume(): void {
    if (!this.control.paused) return;
    this.control.release();
    this.tell({ type: 'status', status: 'training' });
    this.enter(this.phase);
  }

  /** Tries to store something of the run; returns whether it is stored. A run that belongs to another tab now ends here. */
  async save(work: () => Promise<void>): Promise<boolean> {
    if (this.lost) return false;
    this.outbox.pulse();
    // A slow disk is no worker that hangs.
    const waiting = setInterval(() => this.outbox.pulse(), SIGN_OF_LIFE_MS);
    try {
      return await this.runStore.attempt(work);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.lost = error;
      this.control.stop();
      this.outbox.send({ type: 'problem', problem: { code: 'storage', title: 'This run ended here.', message: error.message } });
      return false;
    } finally {
      clearInterval(waiting);
    }
  }

  fail(failure: RunFailure): void {
    this.tell({ type: 'failed', failure });
    this.outbox.enter('idle');
  }
}

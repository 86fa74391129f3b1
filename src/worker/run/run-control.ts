import type { Control } from '@/engine/train';
import { IdleQueue } from './idle-queue';

/** What a person changes of an active run; the training loop reads it between two blocks of steps. */
export class RunControl implements Control {
  private resumeNow: (() => void) | null = null;
  private pause: Promise<void> | null = null;
  private readonly abort = new AbortController();
  /** Predictions of whole sets wait here until the loop is between two blocks. */
  readonly queue = new IdleQueue();

  constructor(
    public epochs: number,
    public learningRate: number,
  ) {}

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  get paused(): boolean {
    return this.pause !== null;
  }

  async whilePaused(): Promise<void> {
    await this.queue.during(this.pause);
  }

  hold(): void {
    this.pause ??= new Promise((resolve) => {
      this.resumeNow = resolve;
    });
  }

  release(): void {
    this.resumeNow?.();
    this.pause = null;
  }

  stop(): void {
    this.abort.abort();
    this.release();
  }
}

import type { Control } from '@/engine/train';
import { IdleQueue } from './idle-queue';

/** The levers of a run under way. */
export class RunControl implements Control {
  private resumeNow: (() => void) | null = null;
  private pause: Promise<void> | null = null;
  private readonly abort = new AbortController();
  /** When the network may be asked at length. */
  readonly rest = new IdleQueue();

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
    await this.rest.during(this.pause);
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

import type { DatasetStatus } from '@/worker/protocol';

/** A download that is over sooner needs nothing in its place. */
const PATIENCE_MS = 1500;

/**
 * Decides when the built-in garments are asked for in place of what is wanted: at once where that cannot be had, after a while where it is
 * still on its way. Where it is kept on this computer they are not: drawing them takes a slow one several seconds.
 */
export class StandIn {
  private asked = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: () => void) {}

  /** A worker has begun, which has no images yet. */
  reset(): void {
    this.asked = false;
    this.wait(false);
  }

  /** How a data set stands. */
  follow({ id, state }: Pick<DatasetStatus, 'id' | 'state'>): void {
    if (id === 'builtin-garments' || this.asked) return;
    if (state === 'failed') this.askNow();
    else this.wait(state === 'downloading');
  }

  private askNow(): void {
    this.asked = true;
    this.wait(false);
    this.ask();
  }

  private wait(begin: boolean): void {
    if (begin && this.timer !== undefined) return;
    clearTimeout(this.timer);
    this.timer = begin ? setTimeout(() => this.askNow(), PATIENCE_MS) : undefined;
  }
}

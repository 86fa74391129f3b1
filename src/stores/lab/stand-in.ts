import { hasStandIn } from '@/experiment/data/datasets';
import type { DatasetStatus } from '@/worker/protocol';

/** What is here sooner needs nothing in its place: a download, and what is kept on this computer. */
const PATIENCE_MS: Partial<Record<DatasetStatus['state'], number>> = { downloading: 1500, loading: 8000 };

/**
 * Decides when the built-in garments are asked for in place of what is wanted: at once where that cannot be had, or not at the first attempt; after a
 * while where it is still on its way. Where it is soon read from this computer they are not: drawing them takes a slow one several seconds.
 */
export class StandIn {
  private asked = false;
  private waiting: { state: DatasetStatus['state']; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(private readonly ask: () => void) {}

  /** A worker has begun, which has no images yet. */
  reset(): void {
    this.asked = false;
    this.wait(null);
  }

  /** How a data set stands. */
  follow({ id, state, download }: Pick<DatasetStatus, 'id' | 'state' | 'download'>): void {
    if (!hasStandIn(id) || this.asked) return;
    // While it waits for another attempt, the worker has time to draw them.
    if (state === 'failed' || download?.faltering) this.askNow();
    else if (state !== this.waiting?.state) this.wait(state);
  }

  private askNow(): void {
    this.asked = true;
    this.wait(null);
    this.ask();
  }

  private wait(state: DatasetStatus['state'] | null): void {
    clearTimeout(this.waiting?.timer);
    const patience = state && PATIENCE_MS[state];
    this.waiting = state && patience ? { state, timer: setTimeout(() => this.askNow(), patience) } : null;
  }
}

/**
 * Work on a network that must not be trained meanwhile, such as predictions for a whole set, all with the same weights. The training loop
 * calls `serve` between two blocks of steps; while the loop is paused or over, work is done at once.
 */
export class IdleQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private serving: Promise<void> | null = null;
  private idle = false;

  /** Does the work as soon as the loop is idle. */
  ask<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => work().then(resolve, reject));
      if (this.idle) void this.serve();
    });
  }

  /** Does all waiting work; the loop continues when it resolves. */
  serve(): Promise<void> {
    if (this.waiting.length > 0) this.serving ??= this.drain();
    return this.serving ?? Promise.resolve();
  }

  /** Serves while the loop is paused; the loop does not continue in the middle of an answer. */
  async during(pause: Promise<void> | null): Promise<void> {
    this.idle = true;
    await this.serve();
    await pause;
    this.idle = false;
    await this.serve();
  }

  /** The loop is over: nothing waits any more. */
  open(): void {
    this.idle = true;
    void this.serve();
  }

  private async drain(): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await next();
    // At once, not in a later turn: otherwise a question asked in between would never be answered.
    this.serving = null;
  }
}

/**
 * When a network under training is left alone, so that it can be asked at length and answers with the same weights throughout. The training
 * loop calls `serve` between two blocks of steps; while it waits for something else, questions are answered at once.
 */
export class IdleQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private serving: Promise<void> | null = null;
  private idle = false;

  /** Does the work at the next rest. */
  ask<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => work().then(resolve, reject));
      if (this.idle) void this.serve();
    });
  }

  /** Does all that is waited for; the loop goes on when it resolves. */
  serve(): Promise<void> {
    if (this.waiting.length > 0) this.serving ??= this.drain();
    return this.serving ?? Promise.resolve();
  }

  /** The loop waits, and does not go on in the middle of an answer. */
  async during(pause: Promise<void> | null): Promise<void> {
    this.idle = true;
    await this.serve();
    await pause;
    this.idle = false;
    await this.serve();
  }

  /** The loop is over: nothing has to wait any more. */
  open(): void {
    this.idle = true;
    void this.serve();
  }

  private async drain(): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await next();
    // At once, not in a later turn: a question that came in between would find nobody.
    this.serving = null;
  }
}

/** Measures how long work takes, without the time spent waiting. */
export class Stopwatch {
  private readonly since: number;
  private waited = 0;

  constructor(private readonly now: () => number) {
    this.since = now();
  }

  get seconds(): number {
    return (this.now() - this.since - this.waited) / 1000;
  }

  /** Does what is not to count. */
  async without(work: () => Promise<void>): Promise<void> {
    const before = this.now();
    await work();
    this.waited += this.now() - before;
  }
}

/** Work of which only the newest is wanted: what begins ends the one before. */
export class Latest {
  private controller = new AbortController();

  /** @param words what those are told, in words for people, whose work is ended */
  constructor(private readonly words: string) {}

  /** Ends what was begun before. The signal ends what begins now. */
  begin(): AbortSignal {
    this.cancel();
    this.controller = new AbortController();
    return this.controller.signal;
  }

  cancel(): void {
    this.controller.abort(new Error(this.words));
  }
}

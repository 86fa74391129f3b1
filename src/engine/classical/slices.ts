/** How far a long computation has come: a share from 0 to 1, and words for people. */
export interface Progress {
  share: number;
  words: string;
}

/**
 * A long computation in small steps: a generator that stops for a moment (a `yield`) after every few milliseconds of work, so that whoever
 * drives it can let messages in, or let it be.
 */
export type Steps<T> = Generator<Progress, T>;

/** What a long computation needs of its surroundings. */
export interface Work {
  /** Ends the computation: its promise is then rejected with the signal's reason. */
  signal: AbortSignal;
  /** Lets messages in. Must not wait for animation frames. */
  breathe(): Promise<void>;
  onProgress?(share: number, words: string): void;
}

/** Work between two breaths, in milliseconds: half of what a person would notice, since a step may end late. */
const SLICE_MS = 50;

/** Runs a computation to its end, breathing (and reporting) between slices. Rejects with the signal's reason once it is aborted. */
export async function inSlices<T>(steps: Steps<T>, { signal, breathe, onProgress }: Work): Promise<T> {
  signal.throwIfAborted();
  let since = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    onProgress?.(step.value.share, step.value.words);
    await breathe();
    signal.throwIfAborted();
    since = performance.now();
  }
}

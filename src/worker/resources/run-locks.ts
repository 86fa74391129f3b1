/** How long a run that was just let go (a reload, a worker that was ended) may still look taken. */
export const RELEASE_MS = 3000;

/** Which runs are being driven, in this tab or another: two tabs that drive one run would overwrite each other's checkpoints. */
export interface RunLocks {
  /** Takes a run; resolves with the way to let go of it, or with `null` where another tab does not let go within `patienceMs`. */
  take(runId: string, patienceMs: number): Promise<(() => void) | null>;
}

const nothingToRelease = () => undefined;

/**
 * Web Locks, which the browser frees by itself when a worker dies; a tab that holds one is not frozen in the background either. On plain
 * HTTP there are none: then every run counts as free.
 */
export const webLocks: RunLocks = {
  take(runId, patienceMs) {
    const locks: LockManager | undefined = globalThis.navigator?.locks;
    if (!locks) return Promise.resolve(nothingToRelease);
    return new Promise((resolve) => {
      const hold = () => new Promise<void>((release) => resolve(release));
      const isTaken = (error: unknown) => error instanceof DOMException && ['TimeoutError', 'AbortError'].includes(error.name);
      locks
        .request(`atelier run ${runId}`, { signal: AbortSignal.timeout(patienceMs) }, hold)
        .catch((error) => resolve(isTaken(error) ? null : nothingToRelease));
    });
  },
};

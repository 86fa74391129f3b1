import { DataError, type DataErrorCode } from './errors';

/** How patient a download is. */
export interface RetryPolicy {
  /** Milliseconds to wait before the second, third … attempt; their number is the number of further attempts. */
  delaysMs: readonly number[];
  /** At most so long a Retry-After is obeyed. */
  retryAfterCapMs: number;
}

/** Faults that may be gone a moment later. The others would come again. */
const PASSING: ReadonlySet<DataErrorCode> = new Set(['unreachable', 'stalled', 'throttled', 'server', 'incomplete', 'checksum']);

/**
 * Attempts `work` until it succeeds, fails for good, or no attempt is left; then its last DataError is thrown. `onWait` is told before
 * each wait. The wait ends early when the signal is aborted, and the next attempt meets the signal.
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
  onWait: (error: DataError, milliseconds: number) => void,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const delay = policy.delaysMs[attempt];
      if (!(error instanceof DataError) || delay === undefined || !mayPass(error, attempt)) throw error;
      const milliseconds = waitFor(error, delay, policy);
      onWait(error, milliseconds);
      await pause(milliseconds, signal);
    }
  }
}

/** Waiting is for a network that falters; where there was none to begin with, the person should know at once. */
function mayPass({ code }: DataError, attempt: number): boolean {
  const offline = globalThis.navigator?.onLine === false && attempt === 0;
  return PASSING.has(code) && !(code === 'unreachable' && offline);
}

/** A classroom that failed together should not come back together: waits differ by up to half. */
function waitFor(error: DataError, delay: number, policy: RetryPolicy): number {
  const spread = delay * (1 + Math.random() / 2);
  return Math.min(Math.max(error.retryAfterMs ?? 0, spread), Math.max(policy.retryAfterCapMs, delay));
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish, { once: true });
    if (signal.aborted) finish();
  });
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataError, type DataErrorCode, dataError } from '@/storage/errors';
import { withRetries } from '@/storage/retry';

const policy = { delaysMs: [1000, 4000], retryAfterCapMs: 30_000 };
const failing = (code: DataErrorCode, retryAfterMs: number | null = null) =>
  dataError(code, { file: 'f', source: 's' }, 'why', retryAfterMs);

/** Lets every attempt fail with `error` and tells the waits; the last error is swallowed. */
async function waitsFor(error: Error, capMs = policy.retryAfterCapMs): Promise<number[]> {
  const waits: number[] = [];
  const work = withRetries(
    () => Promise.reject(error),
    { ...policy, retryAfterCapMs: capMs },
    new AbortController().signal,
    (_, ms) => waits.push(ms),
  );
  const settled = work.catch((thrown) => expect(thrown).toBe(error));
  await vi.runAllTimersAsync();
  await settled;
  return waits;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('withRetries', () => {
  it.each(['unreachable', 'stalled', 'throttled', 'server', 'incomplete', 'checksum'] as const)(
    'waits longer and longer after %s',
    async (code) => {
      expect(await waitsFor(failing(code))).toEqual([1250, 5000]);
    },
  );

  it.each(['cancelled', 'not-found', 'redirected', 'refused', 'web-page', 'wrong-data', 'too-large', 'format'] as const)(
    'does not come back after %s',
    async (code) => expect(await waitsFor(failing(code))).toEqual([]),
  );

  it('obeys Retry-After where it is longer, up to a limit', async () => {
    expect(await waitsFor(failing('throttled', 20_000))).toEqual([20_000, 20_000]);
    expect(await waitsFor(failing('throttled', 500))).toEqual([1250, 5000]);
    expect(await waitsFor(failing('server', 3_600_000))).toEqual([30_000, 30_000]);
    expect(await waitsFor(failing('throttled', 20_000), 10)).toEqual([1000, 4000]);
  });

  it('lets errors of the program through', async () => {
    expect(await waitsFor(new TypeError('a mistake of ours'))).toEqual([]);
  });

  it('gives the first success', async () => {
    const work = vi.fn().mockRejectedValueOnce(failing('server')).mockResolvedValue('here');
    const result = withRetries(work, policy, new AbortController().signal, () => undefined);
    await vi.runAllTimersAsync();
    expect(await result).toBe('here');
    expect(work).toHaveBeenCalledTimes(2);
    expect(failing('server')).toBeInstanceOf(DataError);
  });
});

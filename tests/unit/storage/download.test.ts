import { type Fault, type FaultServer, startFaultServer } from '@tests/support/fault-server';
import { tinyDataset } from '@tests/support/tiny-dataset';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DatasetManifest, type ManifestSource, totalBytes } from '@/dataset/manifest';
import { DOWNLOAD_POLICY, type DownloadPolicy, type DownloadProgress, downloadFiles } from '@/storage/download';
import { DataError } from '@/storage/errors';
import type { VerifiedFile } from '@/storage/verify';

const tiny = tinyDataset();
const [first] = tiny.manifest.files;
const size = first!.compressed.bytes.toLocaleString('en');
const policy: DownloadPolicy = {
  stallMs: 10_000,
  slowest: { bytes: 0, windowMs: 60_000 },
  slackBytes: 100,
  delaysMs: [5, 10],
  retryAfterCapMs: 20,
};

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer(tiny.packed);
});
afterAll(() => server.close());

const from = (...faults: (Fault | ManifestSource)[]): DatasetManifest => ({
  ...tiny.manifest,
  sources: faults.map((fault) => (typeof fault === 'string' ? { name: fault, url: `${fault}/` } : fault)),
});

interface Outcome {
  error: DataError | null;
  files: VerifiedFile[];
  progress: DownloadProgress[];
  requests: string[];
}

interface Change {
  policy?: Partial<DownloadPolicy>;
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
  have?: number;
  fetch?: typeof fetch;
}

/** Downloads; any error that is no DataError fails the test. */
async function download(manifest: DatasetManifest, change: Change = {}): Promise<Outcome> {
  const outcome: Outcome = { error: null, files: [], progress: [], requests: [] };
  const before = server.requests.length;
  const { signal = new AbortController().signal, have = 0, fetch = globalThis.fetch } = change;
  await downloadFiles({
    manifest,
    have: manifest.files.slice(0, have),
    baseUrl: server.url,
    signal,
    fetch,
    policy: { ...policy, ...change.policy },
    onProgress: (progress) => {
      outcome.progress.push(progress);
      change.onProgress?.(progress);
    },
    onFile: async (file) => void outcome.files.push(file),
  }).catch((error: unknown) => {
    if (!(error instanceof DataError)) throw error;
    outcome.error = error;
  });
  outcome.requests = server.requests.slice(before);
  return outcome;
}

const expectRight = ({ error, files }: Outcome) => {
  expect(error).toBeNull();
  expect(files.map(({ file }) => file.name)).toEqual([...tiny.inflated.keys()]);
  for (const { file, bytes } of files) expect(Buffer.compare(bytes, tiny.inflated.get(file.name)!)).toBe(0);
};

describe('a download that succeeds', () => {
  it.each(['ok', 'encoded', 'trickling', 'brokenOnce', 'throttledOnce', 'resetOnce'] as const)(
    'gives the inflated files: %s',
    async (fault) => {
      expectRight(await download(from(fault)));
    },
  );

  it('asks for each file once where nothing is wrong', async () => {
    expect((await download(from('ok'))).requests).toEqual([...tiny.packed.keys()].map((name) => `/ok/${name}`));
  });

  it('asks only for what is missing', async () => {
    const outcome = await download(from('ok'), { have: 3 });
    expect(outcome.requests).toEqual(['/ok/t10k-labels-idx1-ubyte.gz']);
    expect(outcome.progress[2]?.receivedBytes).toBe(totalBytes(tiny.manifest) - tiny.manifest.files[3]!.compressed.bytes);
  });

  it('takes from the next source what the first does not have', async () => {
    const outcome = await download(from('missing', 'flipped', 'ok'), { policy: { delaysMs: [] } });
    expectRight(outcome);
    expect(new Set(outcome.files.map(({ source }) => source))).toEqual(new Set(['ok']));
  });

  it('leaves a source that fails as a whole after its first file', async () => {
    const outcome = await download(from('broken', 'ok'), { policy: { delaysMs: [] } });
    expectRight(outcome);
    expect(outcome.requests.filter((path) => path.startsWith('/broken/'))).toHaveLength(1);
  });

  it('works without crypto.subtle, as on plain HTTP', async () => {
    vi.stubGlobal('crypto', {});
    expectRight(await download(from('ok')));
    expect((await download(from('flipped'))).error?.code).toBe('checksum');
    vi.unstubAllGlobals();
  });
});

describe('a download that is refused', () => {
  it.each<[Fault, string, string | RegExp]>([
    ['flipped', 'checksum', /its checksum differs/],
    ['sameSize', 'checksum', /its checksum differs/],
    ['truncated', 'incomplete', `file incomplete (${(first!.compressed.bytes >> 1).toLocaleString('en')} of ${size} bytes)`],
    ['encodedTruncated', 'incomplete', /file incomplete \([\d,]+ of 47,056 bytes\)/],
    ['encodedCut', 'incomplete', 'file incomplete (23,528 of 47,056 bytes)'],
    ['encodedFlipped', 'checksum', /its checksum differs/],
    ['reset', 'incomplete', /file incomplete \([\d,]+ of [\d,]+ bytes\): the connection broke/],
    ['html', 'web-page', /this is a web page, not the file/],
    ['redirect', 'redirected', /sends us to another address/],
    ['missing', 'not-found', /not there \(HTTP 404\)/],
    ['forbidden', 'refused', /refuses \(HTTP 403\)/],
    ['throttled', 'throttled', /asked too often \(HTTP 429\)/],
    ['broken', 'server', /fault \(HTTP 500\)/],
    ['silent', 'stalled', /stalled: nothing arrived/],
    ['hanging', 'stalled', /stalled: nothing arrived/],
    ['otherData', 'wrong-data', /another data set .* MNIST digits have the same names/],
    ['bomb', 'too-large', 'inflates to more than it should'],
    ['endless', 'too-large', /larger than it should be \(more than/],
  ])('%s: %s', async (fault, code, message) => {
    const { error, files } = await download(from(fault), { policy: { delaysMs: [], ...(code === 'stalled' && { stallMs: 150 }) } });
    expect(error).toMatchObject({ name: 'DataError', code, file: first!.name, source: fault });
    expect(error?.message).toMatch(message);
    expect(error?.message).toContain(`${first!.name} (${fault}): `);
    expect(files).toEqual([]);
  });

  it('by a server that is not there', async () => {
    const { error } = await download(from({ name: 'nobody', url: 'http://127.0.0.1:9/' }));
    expect(error).toMatchObject({ code: 'unreachable', source: 'nobody' });
  });

  it('for bytes that are nothing of the kind', async () => {
    const { error } = await download(from('ok'), { fetch: async () => new Response('{"error":"no"}') });
    expect(error).toMatchObject({ code: 'unrecognized' });
  });

  it('with the causes of all sources, the most telling one first', async () => {
    const { error, files } = await download(from('missing', 'flipped', { name: 'nobody', url: 'http://127.0.0.1:9/' }), {
      policy: { delaysMs: [] },
    });
    expect(error).toMatchObject({ code: 'checksum', source: 'flipped', file: first!.name });
    expect(error?.causes.map(({ source, code }) => [source, code])).toEqual([
      ['missing', 'not-found'],
      ['flipped', 'checksum'],
      ['nobody', 'unreachable'],
    ]);
    expect(error?.toData()).toEqual({ code: 'checksum', source: 'flipped', file: first!.name, message: error?.message });
    expect(files).toEqual([]);
  });

  it('where the list of data sets contradicts itself', async () => {
    const files = tiny.manifest.files.map((file) => ({ ...file, inflated: { ...file.inflated, sha256: '0'.repeat(64) } }));
    expect((await download({ ...from('ok'), files })).error).toMatchObject({ code: 'format' });
  });
});

describe('patience', () => {
  it('tries passing faults again, and lasting ones not', async () => {
    expect(
      (await download(from('flipped'), { policy: { delaysMs: [1] } })).requests.filter((path) => path.includes('train-images')),
    ).toHaveLength(2);
    expect((await download(from('missing'))).requests).toHaveLength(4);
    expect((await download(from('broken'))).requests).toHaveLength(3);
  });

  it('does not wait where there is no network to begin with', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const { progress, error } = await download(from({ name: 'nobody', url: 'http://127.0.0.1:9/' }));
    vi.unstubAllGlobals();
    expect(error?.code).toBe('unreachable');
    expect(progress.map(({ note }) => note)).toEqual(['waiting for an answer']);
  });

  it('tells the next source’s attempt that one has failed, but not where the first had no copy', async () => {
    const asked = async (first: Fault) => {
      const { progress } = await download(from(first, 'ok'), { policy: { delaysMs: [] } });
      return progress.find(({ source, note }) => source === 'ok' && note === 'waiting for an answer')?.faltering;
    };
    expect([await asked('reset'), await asked('missing')]).toEqual([true, false]);
  });

  it('gives up on a fetch that never settles', async () => {
    const { error } = await download(from('ok'), { fetch: () => new Promise(() => undefined), policy: { delaysMs: [], stallMs: 50 } });
    expect(error?.code).toBe('stalled');
  });

  it('gives up on a server that drips, retries and tells why, however regularly the bytes come', async () => {
    const { error, progress } = await download(from('dripping'), { policy: { delaysMs: [5], slowest: { bytes: 1000, windowMs: 150 } } });
    expect(error?.code).toBe('stalled');
    expect(error?.message).toContain('the connection stalled: fewer than 1 KB arrived in 0.1 s');
    expect(progress.some(({ note }) => note.includes('trying again in'))).toBe(true);
  });

  it('says how long a throttling server asks to wait, and counts the wait down', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const fetch = async () => new Response('', { status: 429, headers: { 'Retry-After': '3600' } });
    const work = download(from('ok'), { fetch, policy: { delaysMs: [1], retryAfterCapMs: 3000 } });
    await vi.advanceTimersByTimeAsync(20_000);
    const { progress, error } = await work;
    vi.useRealTimers();
    const notes = progress.map(({ note }) => note.match(/asks to wait 1 h 0 min; trying again in (\d+) s/)?.[1]).filter(Boolean);
    expect(notes.slice(0, 3)).toEqual(['3', '2', '1']);
    expect(error?.message).toContain('(HTTP 429); it asks to wait 1 h 0 min');
  });

  it('waits 15 seconds for a byte, and for at least a thousand bytes a second', () => {
    expect(DOWNLOAD_POLICY.slowest).toEqual({ bytes: 30_000, windowMs: 30_000 });
    expect(DOWNLOAD_POLICY.stallMs).toBe(15_000);
  });
});

describe('cancelling', () => {
  const cancelDuring = async (fault: Fault, when: (progress: DownloadProgress) => boolean, change: Change = {}) => {
    const controller = new AbortController();
    const onProgress = (progress: DownloadProgress) => when(progress) && controller.abort();
    return download(from(fault), { ...change, signal: controller.signal, onProgress });
  };

  it('ends a download under way, and keeps the finished files', async () => {
    const outcome = await cancelDuring('trickling', ({ file, note }) => file.startsWith('t10k-images') && note === '');
    expect(outcome.error?.code).toBe('cancelled');
    expect(outcome.files.map(({ file }) => file.role)).toEqual(['trainImages', 'trainLabels']);
    expect(outcome.requests).toHaveLength(3);
  });

  it('ends a wait', async () => {
    const start = performance.now();
    const outcome = await cancelDuring('broken', ({ note }) => note.includes('trying again'), { policy: { delaysMs: [60_000] } });
    expect([outcome.error?.code, outcome.requests.length]).toEqual(['cancelled', 1]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('ends a silence at once', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const outcome = await download(from('silent'), { signal: controller.signal, policy: { stallMs: 60_000, delaysMs: [] } });
    expect(outcome.error?.code).toBe('cancelled');
  });

  it('before the start asks for nothing', async () => {
    const outcome = await download(from('ok'), { signal: AbortSignal.abort() });
    expect([outcome.error?.code, outcome.requests]).toEqual(['cancelled', []]);
  });
});

describe('progress', () => {
  it.each(['ok', 'encoded'] as const)('ends at the total, never above it: %s', async (fault) => {
    const { progress } = await download(from(fault));
    const total = totalBytes(tiny.manifest);
    expect(progress.at(-1)).toMatchObject({ receivedBytes: total, totalBytes: total });
    const bytes = progress.map(({ receivedBytes }) => receivedBytes);
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  });

  it('tells of bytes on their way, with a speed', async () => {
    const { progress } = await download(from('trickling'));
    const partial = progress.filter(({ receivedBytes, note }) => receivedBytes < first!.compressed.bytes && note === '');
    expect(partial.length).toBeGreaterThan(1);
    expect(partial.at(-1)?.bytesPerSecond).toBeGreaterThan(first!.compressed.bytes);
    expect(partial.at(-1)).toMatchObject({ file: first!.name, source: 'trickling' });
  });

  it('goes back and says why when an attempt fails', async () => {
    const { progress } = await download(from('reset'), { policy: { delaysMs: [1] } });
    const waiting = progress.find(({ note }) => note.includes('again'));
    expect(waiting).toMatchObject({
      receivedBytes: 0,
      faltering: true,
      note: expect.stringMatching(/the connection broke; trying again in 1 s/),
    });
  });
});

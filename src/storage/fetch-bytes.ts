import type { ManifestFile } from '@/dataset/manifest';
import { formatBytes, formatDuration } from '@/experiment/words/numbers';
import { DataError, dataError, type Place } from './errors';
import { expectedBytes, incompleteError, isWebPage, webPageError } from './verify';

/** How a file is fetched. */
export interface FetchOptions {
  fetch: typeof fetch;
  signal: AbortSignal;
  /** Milliseconds without a byte after which a connection counts as stalled. */
  stallMs: number;
  /** Fewest bytes in each window of time; a connection that is slower counts as stalled, however regularly it drips. */
  slowest: { bytes: number; windowMs: number };
  /** Bytes beyond the declared size that are still read, so that the message can say what came instead. */
  slackBytes: number;
  /** Told after every piece: bytes so far, as they would be of the compressed file. */
  onBytes: (bytes: number) => void;
}

/**
 * Fetches one file of a data set in one attempt: no more than its declared size is read, no silence longer than `stallMs` is waited for, and no
 * connection slower than `slowest`. The bytes are not verified. Throws a DataError: for a status, a redirect, a web page, a stall, a connection that broke, a
 * cancellation.
 */
export async function fetchBytes(url: string, file: ManifestFile, place: Place, options: FetchOptions): Promise<Uint8Array> {
  const watch = new Watch(options.signal, options);
  try {
    const response = await watch.await(options.fetch(url, { signal: watch.signal, redirect: 'manual', cache: 'no-store' }));
    checkStatus(response, place);
    return await readBody(response, file, place, watch, options);
  } catch (error) {
    throw asDataError(error, place, watch, options.signal);
  } finally {
    watch.end();
  }
}

/** Says that the person pressed Cancel. */
export function cancelledError(place: Place): DataError {
  return new DataError('cancelled', 'The download was canceled. What has arrived is kept.', place);
}

/** One signal for three reasons to give up: the person cancels, nothing arrives for too long, or too little. */
class Watch {
  /** How the connection stalled, in words; `null` while it has not. */
  stalled: string | null = null;
  private inWindow = 0;
  private window: ReturnType<typeof setTimeout> | undefined;
  private readonly controller = new AbortController();
  private readonly cancel = () => this.controller.abort();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly aborted: Promise<never>;

  constructor(
    private readonly outer: AbortSignal,
    private readonly limits: Pick<FetchOptions, 'stallMs' | 'slowest'>,
  ) {
    this.aborted = new Promise((_, reject) => this.signal.addEventListener('abort', () => reject(this.signal.reason), { once: true }));
    this.aborted.catch(() => undefined);
    outer.addEventListener('abort', this.cancel, { once: true });
    if (outer.aborted) this.cancel();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Waits for the network, at most until the stall: not every fetch that hangs listens to its signal. */
  await<T>(work: Promise<T>): Promise<T> {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.giveUp('nothing arrived for a while'), this.limits.stallMs);
    return Promise.race([work, this.aborted]);
  }

  /** Counts what arrives; from the first bytes on a least rate is expected. */
  received(bytes: number): void {
    this.inWindow += bytes;
    this.window ??= this.nextWindow();
  }

  private nextWindow(): ReturnType<typeof setTimeout> {
    const { bytes, windowMs } = this.limits.slowest;
    return setTimeout(() => {
      if (this.inWindow < bytes) this.giveUp(`fewer than ${formatBytes(bytes)} arrived in ${formatDuration(windowMs / 1000)}`);
      this.inWindow = 0;
      this.window = this.nextWindow();
    }, windowMs);
  }

  private giveUp(how: string): void {
    this.stalled = how;
    this.controller.abort();
  }

  /** Frees the timers, and the connection where it is still open. */
  end(): void {
    clearTimeout(this.timer);
    clearTimeout(this.window);
    this.outer.removeEventListener('abort', this.cancel);
    this.controller.abort();
  }
}

function checkStatus(response: Response, place: Place): void {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw dataError('redirected', place, 'the server sends us to another address (as networks do that want a log-in first)');
  }
  if (status === 404 || status === 410) throw dataError('not-found', place, `not there (HTTP ${status})`);
  const wait = retryAfter(response);
  const asked = wait ? `; it asks to wait ${formatDuration(wait / 1000)}` : '';
  if (status === 429) throw dataError('throttled', place, `the server is asked too often (HTTP 429)${asked}`, wait);
  if (status >= 500) throw dataError('server', place, `the server has a fault (HTTP ${status})${asked}`, wait);
  if (!response.ok) throw dataError('refused', place, `the server refuses (HTTP ${status})`);
}

/** Retry-After in milliseconds: it gives seconds, or a date. */
function retryAfter(response: Response): number | null {
  const header = response.headers.get('Retry-After')?.trim();
  if (!header) return null;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null;
}

async function readBody(response: Response, file: ManifestFile, place: Place, watch: Watch, options: FetchOptions): Promise<Uint8Array> {
  const body = new Body(file);
  const reader = response.body?.getReader();
  try {
    for (let next = await read(reader, watch); !next.done; next = await read(reader, watch)) {
      body.add(next.value);
      watch.received(next.value.length);
      if (body.received > body.expected + options.slackBytes) throw body.tooLarge(place);
      options.onBytes(body.compressedBytes);
    }
  } catch (error) {
    throw error instanceof DataError || watch.signal.aborted ? error : body.broken(place);
  }
  return body.bytes();
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

function read(reader: Reader | undefined, watch: Watch): ReturnType<Reader['read']> {
  return reader ? watch.await(reader.read()) : Promise.resolve({ done: true, value: undefined });
}

/** What has arrived of a file. */
class Body {
  received = 0;
  private readonly chunks: Uint8Array[] = [];
  private beginning = new Uint8Array(0);

  constructor(private readonly file: ManifestFile) {}

  add(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.received += chunk.length;
    if (this.beginning.length < BEGINNING) this.beginning = join(this.chunks).slice(0, BEGINNING);
  }

  /** Bytes to come in all: a server that gunzips sends the inflated file, which its first bytes tell. */
  get expected(): number {
    return expectedBytes(this.beginning, this.file);
  }

  get compressedBytes(): number {
    const share = Math.min(1, this.received / this.expected);
    return Math.round(share * this.file.compressed.bytes);
  }

  bytes(): Uint8Array {
    return join(this.chunks);
  }

  tooLarge(place: Place): DataError {
    if (isWebPage(this.beginning)) return webPageError(place);
    return dataError('too-large', place, `larger than it should be (more than ${this.expected.toLocaleString('en')} bytes)`);
  }

  broken(place: Place): DataError {
    return incompleteError(this.received, this.expected, place, ': the connection broke');
  }
}

/** Bytes that tell gzip, IDX and HTML apart. */
const BEGINNING = 512;

function join(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function asDataError(error: unknown, place: Place, watch: Watch, outer: AbortSignal): DataError {
  if (error instanceof DataError) return error;
  if (outer.aborted) return cancelledError(place);
  if (watch.stalled) return dataError('stalled', place, `the connection stalled: ${watch.stalled}`);
  return dataError('unreachable', place, 'could not be reached (no network, or the address is blocked)');
}

import type { ManifestFile } from '@/dataset/manifest';
import { DataError, dataError, type Place } from './errors';
import { expectedBytes, incompleteError, isWebPage, webPageError } from './verify';

/** How a file is fetched. */
export interface FetchOptions {
  fetch: typeof fetch;
  signal: AbortSignal;
  /** Milliseconds without a byte after which a connection counts as stalled. */
  stallMs: number;
  /** Bytes beyond the declared size that are still read, so that the message can say what came instead. */
  slackBytes: number;
  /** Told after every piece: bytes so far, as they would be of the compressed file. */
  onBytes: (bytes: number) => void;
}

/**
 * Fetches one file of a data set in one attempt: no more than its declared size is read, and no silence longer than `stallMs` is waited
 * for. The bytes are not verified. Throws a DataError: for a status, a redirect, a web page, a stall, a connection that broke, a
 * cancellation.
 */
export async function fetchBytes(url: string, file: ManifestFile, place: Place, options: FetchOptions): Promise<Uint8Array> {
  const watch = new Watch(options.signal, options.stallMs);
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
  return new DataError('cancelled', 'The download was cancelled. What has arrived is kept.', place);
}

/** One signal for two reasons to give up: the person cancels, or nothing arrives for too long. */
class Watch {
  stalled = false;
  private readonly controller = new AbortController();
  private readonly cancel = () => this.controller.abort();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly aborted: Promise<never>;

  constructor(
    private readonly outer: AbortSignal,
    private readonly stallMs: number,
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
    this.timer = setTimeout(() => {
      this.stalled = true;
      this.controller.abort();
    }, this.stallMs);
    return Promise.race([work, this.aborted]);
  }

  /** Frees the timer, and the connection where it is still open. */
  end(): void {
    clearTimeout(this.timer);
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
  if (status === 429) throw dataError('throttled', place, 'the server is asked too often (HTTP 429)', retryAfter(response));
  if (status >= 500) throw dataError('server', place, `the server has a fault (HTTP ${status})`, retryAfter(response));
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
  if (watch.stalled) return dataError('stalled', place, 'the connection stalled: nothing arrived for a while');
  return dataError('unreachable', place, 'could not be reached (no network, or the address is blocked)');
}

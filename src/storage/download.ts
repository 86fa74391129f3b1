import type { DatasetManifest, ManifestFile, ManifestSource } from '@/dataset/manifest';
import { DataError, type DataErrorCode } from './errors';
import { cancelledError, fetchBytes } from './fetch-bytes';
import { type DownloadProgress, ProgressMeter } from './progress';
import { type RetryPolicy, withRetries } from './retry';
import { type Hash, sha256Hex } from './sha256';
import { type VerifiedFile, verifyFile } from './verify';

export type { DownloadProgress } from './progress';

/** How patient a download is, and how much it reads. */
export interface DownloadPolicy extends RetryPolicy {
  /** Milliseconds without a byte after which a connection counts as stalled. */
  stallMs: number;
  /** Fewest bytes in each window of time; a slower connection counts as stalled. */
  slowest: { bytes: number; windowMs: number };
  /** Bytes beyond the declared size that are still read. */
  slackBytes: number;
}

export const DOWNLOAD_POLICY: DownloadPolicy = {
  stallMs: 15_000,
  // Fashion-MNIST would take eight hours at this rate.
  slowest: { bytes: 30_000, windowMs: 30_000 },
  slackBytes: 65_536,
  delaysMs: [1000, 4000],
  retryAfterCapMs: 30_000,
};

/** A wait is counted down this often. */
const COUNTDOWN_MS = 1000;

/** What a download needs to know. */
export interface DownloadOptions {
  manifest: DatasetManifest;
  /** Files that are here already. */
  have: readonly ManifestFile[];
  /** The page's folder, to which the own origin's source is relative. */
  baseUrl: string;
  signal: AbortSignal;
  onProgress: (progress: DownloadProgress) => void;
  /** Called with each file as soon as it is verified, and awaited. */
  onFile: (file: VerifiedFile) => Promise<void>;
  fetch?: typeof fetch;
  hash?: Hash;
  policy?: DownloadPolicy;
}

type Settled = Required<DownloadOptions>;

/**
 * Downloads the missing files of a data set: from the first source that has them, each verified. What one source cannot give is asked
 * of the next. Throws a DataError where files are still missing after all sources (its `causes` say why, source by source), or when
 * cancelled; files finished before have been handed to `onFile`.
 */
export async function downloadFiles(options: DownloadOptions): Promise<void> {
  // Called without an object, as the browser's fetch wants it.
  const settled: Settled = { fetch: (...request) => fetch(...request), hash: sha256Hex, policy: DOWNLOAD_POLICY, ...options };
  const meter = new ProgressMeter(options.manifest, options.onProgress);
  let missing = options.manifest.files.filter((file) => !options.have.includes(file));
  for (const file of options.have) meter.finish(file, '');
  const causes: DataError[] = [];
  for (const source of options.manifest.sources) {
    const failures = await downloadFrom(source, missing, meter, settled);
    causes.push(...failures.values());
    missing = missing.filter((file) => failures.has(file));
    if (missing.length === 0) return;
  }
  throw summary(causes.filter((cause) => missing.some((file) => file.name === cause.file)));
}

/** Faults of a whole source: its other files would only fail the same way, after the same wait. */
const OF_SOURCE: ReadonlySet<DataErrorCode> = new Set(['unreachable', 'stalled', 'throttled', 'server', 'redirected']);

/** Why each of `files` could not be had from one source. */
async function downloadFrom(source: ManifestSource, files: ManifestFile[], meter: ProgressMeter, options: Settled) {
  const failures = new Map<ManifestFile, DataError>();
  let verdict: DataError | null = null;
  for (const file of files) {
    const failure: DataError | null = verdict ?? (await downloadFile(source, file, meter, options));
    if (failure) failures.set(file, sameFor(failure, file));
    if (failure && OF_SOURCE.has(failure.code)) verdict = failure;
  }
  return failures;
}

/** One file from one source, with retries. `null`: it is here. Throws only what ends the whole download. */
async function downloadFile(source: ManifestSource, file: ManifestFile, meter: ProgressMeter, options: Settled): Promise<DataError | null> {
  const { policy, signal } = options;
  let countdown: ReturnType<typeof setInterval> | undefined;
  const attempt = () => {
    clearInterval(countdown);
    return attemptFile(source, file, meter, options);
  };
  const onWait = (error: DataError, milliseconds: number) => {
    let left = milliseconds;
    const tell = () => meter.note(file, source.name, 0, `${error.message}; trying again in ${Math.ceil(left / 1000)} s`);
    tell();
    countdown = setInterval(() => {
      left = Math.max(0, left - COUNTDOWN_MS);
      tell();
    }, COUNTDOWN_MS);
  };
  try {
    const verified = await withRetries(attempt, policy, signal, onWait);
    meter.finish(file, source.name);
    await options.onFile(verified);
    return null;
  } catch (error) {
    if (!(error instanceof DataError) || error.code === 'cancelled') throw error;
    return error;
  } finally {
    clearInterval(countdown);
  }
}

async function attemptFile(source: ManifestSource, file: ManifestFile, meter: ProgressMeter, options: Settled): Promise<VerifiedFile> {
  const place = { file: file.name, source: source.name };
  const { signal, fetch, hash, policy } = options;
  const url = new URL(file.name, new URL(source.url, options.baseUrl)).href;
  const onBytes = (bytes: number) => meter.bytes(file, source.name, bytes);
  meter.begin(file, source.name);
  const bytes = await fetchBytes(url, file, place, { fetch, signal, onBytes, ...policy })
    .catch((error: unknown) => {
      // That the own site has no copy is the usual case.
      if (!(error instanceof DataError && error.code === 'not-found')) meter.falter();
      throw error;
    })
    .finally(() => meter.end());
  meter.note(file, source.name, Math.min(bytes.length, file.compressed.bytes), 'checking');
  const verified = await verifyFile(bytes, file, source.name, hash);
  if (signal.aborted) throw cancelledError(place);
  return verified;
}

/** A source's verdict, said of another of its files. */
function sameFor(error: DataError, file: ManifestFile): DataError {
  if (error.file === file.name) return error;
  return new DataError(error.code, error.message, { file: file.name, source: error.source });
}

/** Codes that say most about what is wrong first; that the own site has no copy is the usual case, and says least. */
const TELLING: readonly DataErrorCode[] = ['wrong-data', 'checksum', 'format', 'incomplete', 'too-large', 'web-page', 'unrecognized'];

/** All failures as one error: the most telling one speaks, and each kind of failure of each source is kept once. */
function summary(causes: DataError[]): DataError {
  const kinds = new Map(causes.toReversed().map((cause) => [`${cause.source} ${cause.code}`, cause]));
  const kept = [...kinds.values()].toReversed();
  const weight = ({ code }: DataError) => (code === 'not-found' ? -1 : TELLING.includes(code) ? TELLING.length - TELLING.indexOf(code) : 0);
  const [first] = kept.toSorted((a, b) => weight(b) - weight(a));
  if (!first) throw new RangeError('a download failed without a cause');
  return new DataError(first.code, first.message, first, { causes: kept });
}

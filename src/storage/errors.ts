/** Why a data file could not be had. */
export type DataErrorCode =
  /** The person pressed Cancel. */
  | 'cancelled'
  /** No answer at all: offline, name unknown, connection refused, blocked by the browser. */
  | 'unreachable'
  /** Connected, but no byte for too long. */
  | 'stalled'
  | 'not-found'
  | 'redirected'
  /** 429. */
  | 'throttled'
  /** 5xx. */
  | 'server'
  /** Any other status that is not a success. */
  | 'refused'
  /** HTML in place of the file: a captive portal, a log-in, an app's fallback page. */
  | 'web-page'
  | 'incomplete'
  | 'too-large'
  /** Right size, wrong bytes. */
  | 'checksum'
  /** A sound file of images or labels, but of another data set. */
  | 'wrong-data'
  /** Neither gzip nor IDX. */
  | 'unrecognized'
  /** Bytes as declared, and yet not what a data set is made of. */
  | 'format'
  /** A file was not among those given. */
  | 'missing';

/** Which file, and where it came from ("this site", "GitHub", "files from disk", "this computer"). */
export interface Place {
  file: string;
  source: string;
}

/** What a DataError says, as plain data that crosses to the page. */
export interface DataFailure extends Place {
  code: DataErrorCode;
  message: string;
}

/** A data file that cannot be used: which, from where, and why, in words for the page. `causes` has one entry per source tried. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code: DataErrorCode;
  readonly file: string;
  readonly source: string;
  readonly causes: DataError[];
  /** Milliseconds that the server asked us to wait (Retry-After), where it did. */
  readonly retryAfterMs: number | null;

  constructor(code: DataErrorCode, message: string, place: Place, extra: { causes?: DataError[]; retryAfterMs?: number | null } = {}) {
    super(message);
    this.code = code;
    this.file = place.file;
    this.source = place.source;
    this.causes = extra.causes ?? [];
    this.retryAfterMs = extra.retryAfterMs ?? null;
  }

  /** The error as plain data. */
  toData(): DataFailure {
    return { code: this.code, file: this.file, source: this.source, message: this.message };
  }
}

/** A DataError whose message names the file and the source before the words. */
export function dataError(code: DataErrorCode, place: Place, words: string, retryAfterMs: number | null = null): DataError {
  return new DataError(code, `${place.file} (${place.source}): ${words}`, place, { retryAfterMs });
}

/** Why something could not be kept, or read back. */
export type StorageErrorCode =
  /** There is no IndexedDB here, or the browser denies it, or it never answers. */
  | 'unavailable'
  /** Another tab holds an older version open. */
  | 'blocked'
  /** The data was written by a newer version of the app. */
  | 'newer'
  | 'full'
  | 'failed'
  /** One row cannot be read; the others are not concerned. */
  | 'damaged'
  /** A row that could not be read back, and so is not written. */
  | 'invalid'
  /** Another tab has claimed the run since. */
  | 'stale'
  /** Everything was erased in another tab since. */
  | 'erased'
  /** A transaction has not ended for seconds. */
  | 'slow'
  /** The browser cut the connection; the next use opens it again. */
  | 'closed'
  /** The site's data were deleted from outside; what is written now is there again. */
  | 'cleared';

/** Storage that does not do what was asked, with the reason in words for the page. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const WORDS: Record<StorageErrorCode, string> = {
  unavailable: 'This browser does not let the page keep data.',
  blocked: 'Another tab has an older version of Atelier open. Close it, then reload this one.',
  newer: 'The data on this computer was written by a newer version of Atelier. It is left as it is; reload to get the newer version.',
  full: 'There is no room left on this computer for the page to keep data.',
  failed: 'The browser could not read or write its storage.',
  damaged: 'Something stored on this computer is damaged.',
  invalid: 'This could not be read back, and is not saved.',
  stale: 'Another tab works on this run now.',
  erased: 'Everything was erased in another tab.',
  slow: 'The storage of this browser has not answered for some seconds.',
  closed: 'The browser closed its storage.',
  cleared: 'The data of this site were deleted.',
};

const CODES: Record<string, StorageErrorCode> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
  SecurityError: 'unavailable',
  NotAllowedError: 'unavailable',
};

/** A StorageError with the usual words for its code. */
export function storageError(code: StorageErrorCode, cause?: unknown): StorageError {
  return new StorageError(code, WORDS[code], { cause });
}

/** Any thrown value as a StorageError: what the browser's exception means for the person. */
export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return storageError(CODES[name] ?? 'failed', error);
}

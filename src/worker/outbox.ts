import { EngineError } from '@/engine/engine';
import type { StorageError, StorageErrorCode } from '@/storage/errors';
import type { Message, Phase, Problem } from './protocol';

/** The worker's way to speak, and what it is busy with. */
export interface Outbox {
  send(message: Message): void;
  readonly phase: Phase;
  /** Says what kind of work begins; the page judges a silence by it. */
  enter(phase: Phase): void;
  /** Work went on. */
  pulse(): void;
  /** Milliseconds of a training step, for the page's watchdog. */
  pace(msPerStep: number): void;
}

/** What of an engine is gone, in words for the page, by the code of its error. */
const LOST: Partial<Record<EngineError['code'], string>> = { 'context-lost': 'Graphics reset', 'worker-lost': 'A worker stopped' };

/** Any thrown value as a Problem for the page. Where something is lost for good it has a code of its own: the page replaces the worker for it. */
export function problemOf(error: unknown, code: Problem['code'], title: string): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const lost = error instanceof EngineError ? LOST[error.code] : undefined;
  return lost ? { code: 'context-lost', title: lost, message } : { code, title, message };
}

/** Headings of what storage tells while it is used; its errors are told by whoever wanted something of it. */
const NOTICES: Partial<Record<StorageErrorCode, string>> = {
  damaged: 'Something stored here is damaged.',
  cleared: 'Saved data were deleted.',
  slow: 'Storage does not answer.',
};

/** Codes of notices that the page acts upon, by the code of the error. */
const NOTICE_CODES: Partial<Record<StorageErrorCode, Problem['code']>> = {
  cleared: 'cleared',
  slow: 'storage-silent',
  closed: 'storage-silent',
};

export const noticeOf = ({ code, message }: StorageError): Problem => ({
  code: NOTICE_CODES[code] ?? 'storage',
  title: NOTICES[code] ?? 'Storage was interrupted.',
  message,
});

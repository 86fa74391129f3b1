import { EngineError } from '@/engine/engine';

const MEMORY_WORDS = /out of memory|allocation failed|invalid (typed )?array (buffer )?length|unable to create webgltexture/i;
const LOST_WORDS = /context.*lost|lost.*context/i;

/** Any error as one that a session can act on; ours pass through. */
export function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (LOST_WORDS.test(message)) return new EngineError('context-lost', message, { cause: error });
  if (MEMORY_WORDS.test(message)) return new EngineError('out-of-memory', message, { cause: error });
  return new EngineError('engine', message, { cause: error });
}

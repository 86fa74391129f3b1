import type { Datasets } from './datasets';
import type { Engines } from './engines';
import type { Keeping } from './keeping';
import type { RunLocks } from './locks';
import type { Voice } from './post';

/** Everything that is there once the worker has opened. */
export interface Bench {
  voice: Voice;
  keeping: Keeping;
  datasets: Datasets;
  engines: Engines;
  locks: RunLocks;
  now(): number;
  breathe(): Promise<void>;
}

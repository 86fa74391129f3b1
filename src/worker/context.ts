import type { Outbox } from './outbox';
import type { Datasets } from './resources/datasets';
import type { Engines } from './resources/engines';
import type { RunLocks } from './resources/run-locks';
import type { RunStore } from './resources/run-store';

/** Everything that is there once the worker has opened. */
export interface WorkerContext {
  outbox: Outbox;
  runStore: RunStore;
  datasets: Datasets;
  engines: Engines;
  locks: RunLocks;
  now(): number;
  breathe(): Promise<void>;
}

import type { Outbox } from './outbox';
import type { Datasets } from './resources/datasets';
import type { Engines } from './resources/engines';
import type { RunLocks } from './resources/run-locks';
import type { RunStore } from './resources/run-store';
import type { Tabs } from './resources/tabs';

/** What the worker's parts share once it has opened. */
export interface WorkerContext {
  outbox: Outbox;
  runStore: RunStore;
  datasets: Datasets;
  engines: Engines;
  locks: RunLocks;
  tabs: Tabs;
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Lets messages in between two pieces of work. */
  yieldToEvents(): Promise<void>;
}

import type { DatasetId } from '@/experiment/data/datasets';
import type { RunNews } from '@/run/events';
import type { Run, Samples } from '@/run/types';
import type { StudyRecord } from '@/study/study';
import type { Backend, DatasetStatus, Estimate, OwnDataset, Problem, StorageStatus } from '@/worker/protocol';

/** Everything that the worker has told the page. */
export interface LabState {
  /** `null` until the worker has opened. */
  backend: Backend | null;
  storage: StorageStatus | null;
  datasets: Partial<Record<DatasetId, DatasetStatus>>;
  /** The own data sets that are stored on this computer, the last one first. */
  own: readonly OwnDataset[];
  /** How many of the pictures that are being opened were read. */
  openingProgress: { done: number; total: number; of: 'pictures' | 'bytes' } | null;
  run: Run | null;
  /** The run before, for the ghost. */
  previous: Run | null;
  /** Whether the run can be continued: sound weights of it are stored. */
  hasWeights: boolean;
  /** Grows whenever the run's history grew in place. */
  revision: number;
  progress: Extract<RunNews, { type: 'progress' }> | null;
  /** How far the fit of a classical model is; `null` where none is under way. */
  fitting: Extract<RunNews, { type: 'fitting' }> | null;
  /** The set whose images the network is being asked about, another object each time; `null` while it learns. */
  evaluating: Extract<RunNews, { type: 'evaluating' }> | null;
  samples: Samples | null;
  /** Whether a trained network is there to be asked. */
  networkReady: boolean;
  /** Grows with every step or so: answers asked before are stale. */
  networkAge: number;
  problems: Problem[];
  /** Why the worker is being replaced; `null` while all is well. */
  restarting: string | null;
  /** What came of the last restart, until dismissed. */
  recovered: string | null;
  /** The worker could not be brought back. */
  gaveUp: string | null;
  /** The last run, where another tab trains it. */
  elsewhere: Run | null;
  /** Other runs that were interrupted and can be opened, without their histories. */
  interrupted: readonly Run[];
  /** The run whose model was discarded, until something else is shown: it can be brought back. */
  discarded: Run | null;
  /** Studies that changed since the page was opened, by id; all of them once the list was asked for. */
  studies: Readonly<Record<string, StudyRecord>>;
  /** The study that goes on in this tab. */
  activeStudy: string | null;
  estimate: { key: string; value: Estimate | null } | null;
}

export const initialLab: LabState = {
  backend: null,
  storage: null,
  datasets: {},
  own: [],
  openingProgress: null,
  run: null,
  previous: null,
  hasWeights: true,
  revision: 0,
  progress: null,
  fitting: null,
  evaluating: null,
  samples: null,
  networkReady: false,
  networkAge: 0,
  problems: [],
  restarting: null,
  recovered: null,
  gaveUp: null,
  elsewhere: null,
  interrupted: [],
  discarded: null,
  studies: {},
  activeStudy: null,
  estimate: null,
};

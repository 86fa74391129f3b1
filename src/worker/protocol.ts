/**
 * What the page and the worker say to each other: the first file to read. The page sends Commands and Questions, the worker sends Messages;
 * all are plain data. A question carries a request number, which its answer repeats.
 */
import type { DatasetId, DownloadedId } from '@/experiment/data/datasets';
import type { OwnEntry, OwnId } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { RunEvent } from '@/run/events';
import type { EngineId, LabelChange, Run } from '@/run/types';
import type { Study, StudyRecord } from '@/study/study';
import type { Answers, OwnDataset } from './answers';
import type { Questions } from './asked';
import type { Backend, DatasetStatus, Problem, StorageStatus } from './states';

export type * from './answers';
export type * from './asked';
export type * from './inside-answers';
export type * from './states';

/** Which engine the person wants; `auto` leaves it to the measurement. */
export type EngineChoice = 'auto' | EngineId;

/** What each command carries, by its type. */
export interface Commands {
  /** First of all: opens storage and an engine. `baseUrl` is the page's folder, `engine` the person's choice. */
  open: { baseUrl: string; engine: EngineChoice };
  /** Makes a data set ready: from storage, by generating, or by downloading it. `entry` is what the page knows of an own one. */
  useDataset: { dataset: DatasetId; entry?: OwnEntry };
  cancelDownload: Nothing;
  /** Takes files that a person gave instead of a download. */
  loadFiles: { dataset: DownloadedId; files: File[] };
  /** `recovered` says what went wrong where a run starts over because nothing of it could be kept. */
  train: {
    runId: string;
    experiment: Experiment;
    /** What the run is called, beside its design. */
    name?: string;
    /** The stored run whose weights the network starts from, instead of random ones; its layers must be the same. */
    startFrom?: string;
    paused?: boolean;
    recovered: string | null;
  };
  /**
   * Resumes a stored run from its last checkpoint. `epochs` (in all) and `learningRate` replace the stored ones. `fence` is that of the claim of the
   * worker that was lost: while no other tab has claimed the run since, nobody but that worker can still hold it.
   */
  continue: {
    runId: string;
    epochs?: number;
    learningRate?: number;
    paused?: boolean;
    anyway?: boolean;
    recovered: string | null;
    fence?: number;
  };
  pause: Nothing;
  resume: Nothing;
  stop: Nothing;
  setLearningRate: { learningRate: number };
  setEpochs: { epochs: number };
  /** Releases the trained network; its run stays in storage. */
  resetWeights: Nothing;
  shuffleSamples: Nothing;
  /** Nobody waits for the nearest training images any more. */
  cancelNeighbours: Nothing;
  /** Nobody waits for the numbers of images any more. */
  cancelFeatures: Nothing;
  /** Shows a stored run again: its curves and figures, and its model. */
  openRun: { runId: string };
  /** Continues a run that another tab trains; that tab stops. */
  takeOver: { runId: string };
  /** Changes what a person wrote beside a run. */
  labelRun: { runId: string; change: LabelChange };
  /** How many runs are kept beside the starred ones; older ones are deleted when the next run begins. */
  keepRuns: { count: number };
  /** Deletes all stored runs, but for those that any tab shows or trains. Images and settings stay. */
  clearRuns: Nothing;
  /** Stores a study and trains its trials, one after the other. Refused while another study goes on in this tab. */
  startStudy: { study: Study };
  /** Goes on with a stored study, with another budget where one is given. `recovered` says why a new worker takes it up. */
  continueStudy: { studyId: string; budget?: number; recovered: string | null };
  /** Stops the trial under way after a checkpoint, from which it goes on later. */
  pauseStudy: Nothing;
  /** No more trials: what it has found stays. Its runs are kept like any others from then on. */
  endStudy: { studyId: string };
  /** Deletes a study; the runs of its trials stay. */
  deleteStudy: { studyId: string };
  /** Forgets the files that were opened for a preview, and ends their reading. */
  closeFiles: Nothing;
  /** Erases own data sets from this computer. */
  eraseOwn: { datasets: readonly OwnId[] };
  eraseEverything: Nothing;
}

type Nothing = Record<never, never>;

export type CommandOf<K extends keyof Commands> = { type: K } & Commands[K];
export type QuestionOf<K extends keyof Questions> = { type: K } & Questions[K];

export type Command = { [K in keyof Commands]: CommandOf<K> }[keyof Commands];
export type Question = { [K in keyof Questions]: QuestionOf<K> }[keyof Questions];

/** Everything that the worker hears. */
export type Request = Command | (Question & { request: number });

/** What the worker is busy with; a hang is judged by the limit that suits the phase. */
export type Phase = 'idle' | 'opening' | 'loading' | 'compiling' | 'training' | 'evaluating' | 'paused';

export type Message =
  | Opened
  | { type: 'backend'; backend: Backend }
  | { type: 'storage'; storage: StorageStatus }
  /** Problems `storage-silent` are over. */
  | { type: 'storageAnswers' }
  | { type: 'dataset'; status: DatasetStatus }
  /** What is known of an own data set, ahead of everything that names it. */
  | { type: 'ownEntry'; id: OwnId; entry: OwnEntry }
  /** How many of the pictures, or of the bytes of a table, that are being opened were read. */
  | { type: 'openingProgress'; done: number; total: number; of: 'pictures' | 'bytes' }
  /** The own data sets that are stored on this computer, the last one first. */
  | { type: 'ownDatasets'; list: OwnDataset[] }
  | { type: 'run'; event: RunEvent }
  /** The run that was to be opened is trained in another tab, and can be taken over. */
  | { type: 'elsewhere'; run: Run }
  /** A study as it stands: it began, a trial began or ended, or it came to rest. */
  | { type: 'study'; record: StudyRecord }
  /** Whether a trained network is there to be asked. */
  | { type: 'network'; ready: boolean }
  /** `pulse` grows with every bit of work done: a timer alone would beat on while a step hangs. */
  | { type: 'heartbeat'; phase: Phase; pulse: number; msPerStep: number }
  | { type: 'answer'; request: number; answer: Answers[keyof Answers] }
  | { type: 'refusal'; request: number; problem: Problem }
  | { type: 'problem'; problem: Problem }
  /** Nothing is stored any more; the page is to forget its own as well. `elsewhere`: another tab asked for it. */
  | { type: 'erased'; elsewhere: boolean };

/** The worker is ready, and this is what was kept. */
export interface Opened {
  type: 'opened';
  backend: Backend;
  storage: StorageStatus;
  lastRun: Run | null;
  previousRun: Run | null;
  /** Whether `lastRun` can be continued, as far as that needs its weights. */
  hasWeights: boolean;
  /** The last run, where another tab trains it: it is left to that tab. */
  elsewhere: Run | null;
  /** Other runs that were interrupted and can be continued, the last one first, without their histories. */
  interrupted: Run[];
}

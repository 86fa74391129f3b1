/**
 * What the page and the worker say to each other: the first file to read. The page sends Commands and Questions, the worker sends Messages;
 * all are plain data. A question carries a request number, which its answer repeats.
 */
import type { KeptDrawing } from '@/dataset/drawing/kept';
import type { PictureOptions } from '@/dataset/opening/picture-options';
import type { TableChoice } from '@/dataset/opening/table/choice';
import type { TableFormat } from '@/dataset/opening/table/formats';
import type { DatasetId, DownloadedId } from '@/experiment/data/datasets';
import type { OwnEntry, OwnId } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { FeatureSpace } from '@/metrics/projection/features';
import type { RunEvent } from '@/run/events';
import type { EngineId, EvaluationSet, LabelChange, NetworkState, Run } from '@/run/types';
import type { Study, StudyRecord } from '@/study/study';
import type { Trial } from '@/study/trial';
import type { Answers, OwnDataset, StoredRun } from './answers';
import type { ExplanationMethod } from './inside-answers';
import type { Backend, DatasetStatus, Problem, StorageStatus } from './states';

export type * from './answers';
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

/** What each question carries, by its type; each has one answer in `Answers`. */
export interface Questions {
  /** `perClass` images of every class, chosen by `seed`. */
  images: { dataset: DatasetId; perClass: number; seed: number };
  /** How fast the design would train here. */
  estimate: { experiment: Experiment };
  /** The probabilities of one picture of the data set's shape. */
  predict: { pixels: Uint8Array };
  /** What a drawing is, and whether it looks like anything that was learnt. */
  nameDrawing: { pixels: Uint8Array } & Moment;
  /** A kept run's predictions for a whole set, without showing that run; refused while a run is active. */
  predictionsOfRun: { runId: string; set: EvaluationSet };
  /** The probabilities that kept runs give one picture; refused while a run is active. */
  predictByRuns: { runIds: readonly string[]; pixels: Uint8Array };
  /** The trained model's predictions for a whole set; between two blocks of steps where a run is active. */
  predictions: { set: EvaluationSet } & Moment;
  /** The trained model's predictions for `count` of its training images from `from` on; between two blocks of steps where a run is active. */
  trainingPredictions: { from: number; count: number };
  /** The training images of an Experiment with their labels; refused where its data set is not in memory. */
  trainingImages: { experiment: Experiment };
  /** What each layer of the trained network makes of one picture of the data set's shape. */
  inspect: { pixels: Uint8Array } & Moment;
  /** Where in a picture a class's score comes from. `target` is a position among the classes. */
  explain: { pixels: Uint8Array; target: number; method: ExplanationMethod } & Moment;
  /** What a channel (or unit) of the layer at a place of the stack is made with. */
  channelWeights: { layer: number; channel: number } & Moment;
  /** Which of the next `count` validation images (test images where none are held out) from `from` on excite a channel most. */
  exciting: { layer: number; channel: number; from: number; count: number } & Moment;
  /** How weights, gradients and activations are spread in each layer, on a fixed batch of training images. */
  health: Moment;
  /**
   * Trains by `steps` single images, from number `example` of the training order on (counted from 0, through all epochs), apart from any run; the answer has the
   * image that comes next. Refused while a run is active.
   */
  follow: { experiment: Experiment; start: FollowStart; example: number; steps: number };
  /** The epochs of the run on show whose weights are kept. */
  keptEpochs: Nothing;
  /** The answers to single images, by position in the prepared data. */
  samplesAt: { positions: readonly number[] } & Moment;
  /** Single images of a data set, by position: training images first, then test images. */
  pixels: { dataset: DatasetId; positions: Uint32Array };
  /** Cells of rows of a table, by position: training rows first. Of one column, or of all and the target where `column` is `null`. */
  cells: { dataset: DatasetId; positions: Uint32Array; column: number | null };
  /**
   * The `count` training images of the shown run that are nearest to a picture, leaving out the one at position `except`. A newer question, or
   * `cancelNeighbours`, ends the search.
   */
  neighbours: { pixels: Uint8Array; count: number; except: number | null };
  /**
   * Numbers that tell images apart: of at most `most` images of a set of the shown run, evenly from all of it, or of one picture. A newer question about a set, or
   * `cancelFeatures`, ends the one before.
   */
  features: { of: { set: EvaluationSet; most: number } | { pixels: Uint8Array }; space: FeatureSpace };
  /** A data set as the file that an exported program reads; refused where it is not in memory. */
  dataFile: { dataset: DatasetId };
  /** Which images serve which purpose under an Experiment; refused where its data set is not in memory. */
  split: { experiment: Experiment };
  /** All stored runs, the last one worked on first, without their step histories. */
  runs: Nothing;
  /** Stored runs with their step histories, in this order; those that cannot be read are left out. */
  runsWithHistory: { runIds: readonly string[] };
  /** All stored studies, the newest first. */
  studies: Nothing;
  /** Adds trials that were trained elsewhere to a study that is not going on. */
  addTrials: { studyId: string; trials: readonly Trial[] };
  /** How much room the runs take, and how many are kept. */
  runSpace: Nothing;
  /** Deletes a stored run and its weights; answered once that is done, refused for a run that any tab shows. */
  deleteRun: { runId: string };
  /** Puts a run back that was deleted a moment ago. */
  restoreRun: { runId: string };
  /** A stored run with its whole history and its network's last checkpoint, to be saved as a file. */
  storedRun: { runId: string };
  /** Stores a run from a file, under `newId` where its own id is taken. */
  importRun: { stored: StoredRun; newId: string };
  /** Stores a run of no epochs that has these weights, of a model from the file `name`. The weights follow `weightSpecs(experiment)`. */
  importModel: { experiment: Experiment; weights: Float32Array[]; name: string; newId: string };
  /** The drawings that a person keeps, after some were put in (in place of those of the same id) and others taken out. */
  drawings: { put: readonly KeptDrawing[]; remove: readonly string[] };
  /** What is in files, before anything is done with them (`null` for those that were previewed last, with other options); a newer question takes the place of an older one. */
  previewFiles: { files: readonly GivenFile[] | null; pictures: PictureOptions; table?: Partial<TableFormat> };
  /**
   * Makes a data set of the files that were previewed last, of these classes, and stores it. `labels` are places in the preview's list of classes. With `only`
   * nothing is kept where it is not the data set of that id.
   */
  keepImages: { name: string; classes: readonly { name: string; labels: readonly number[] }[]; only?: OwnId | null };
  /** Makes a data set of the table that was previewed last, and stores it; `only` as for images. */
  keepTable: { name: string; choice: TableChoice; only?: OwnId | null };
}

/** Where followed steps start: from random weights as a run does, from the trained network's state, or from any other. */
export type FollowStart = 'initial' | 'trained' | NetworkState;

/** A file that a person gave, and where it lay in the folder that was given. */
export interface GivenFile {
  path: string;
  file: File;
}

type Nothing = Record<never, never>;

/** A question about the trained network as it was after an earlier epoch, whose weights are kept; `null` or nothing: as it is. */
interface Moment {
  epoch?: number | null;
}

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

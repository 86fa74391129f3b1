/**
 * What the page and the worker say to each other: the first file to read. The page sends Commands, the worker sends Messages; both are
 * plain data. Commands that expect one answer carry a request number, which the reply repeats.
 */
import type { DatasetId } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import type { RunEvent } from '@/run/events';
import type { EvaluationSet, Run } from '@/run/types';

/** Which engine the person wants; `auto` leaves it to the measurement. */
export type EngineChoice = 'auto' | 'webgl' | 'wasm' | 'cpu';

export type Command =
  /** First of all: opens storage and an engine. `baseUrl` is the page's folder, `engine` the person's choice. */
  | { type: 'open'; baseUrl: string; engine: EngineChoice }
  /** Makes a data set ready: from storage, by generating, or by downloading it. */
  | { type: 'useDataset'; dataset: DatasetId }
  | { type: 'cancelDownload' }
  | { type: 'loadFiles'; files: File[] }
  /** `recovered` says what went wrong where a run starts over because nothing of it could be kept. */
  | { type: 'train'; runId: string; experiment: Experiment; paused?: boolean; recovered: string | null }
  /** Takes a kept run up again from its last checkpoint; what else is given was changed since. `epochs` may ask for more than it had. */
  | { type: 'continue'; runId: string; epochs?: number; learningRate?: number; paused?: boolean; recovered: string | null }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop' }
  | { type: 'setLearningRate'; learningRate: number }
  | { type: 'setEpochs'; epochs: number }
  /** Forgets the trained network (the run stays in storage as stopped). */
  | { type: 'resetWeights' }
  | { type: 'shuffleSamples' }
  /** Lets go of a kept run and what it learnt; not of the one on show. */
  | { type: 'deleteRun'; runId: string }
  | ({ request: number } & Request)
  | { type: 'eraseEverything' };

/** Questions with one answer each. */
export type Request =
  /** `perClass` images of every class, chosen by `seed`. */
  | { type: 'images'; dataset: DatasetId; perClass: number; seed: number }
  /** How fast the design would train here. */
  | { type: 'estimate'; experiment: Experiment }
  /** The probabilities of one 28 x 28 picture. */
  | { type: 'predict'; pixels: Uint8Array }
  /** The trained network's answers to a whole set; between two blocks of steps where a run is under way. */
  | { type: 'predictions'; set: EvaluationSet }
  /** All kept runs, the last one worked on first, without their step histories. */
  | { type: 'runs' };

/** The answer to each question, by its type. */
export interface Answers {
  images: LabelledImage[];
  estimate: Estimate;
  predict: { probabilities: number[]; classNames: string[] };
  predictions: SetPredictions;
  runs: Run[];
}

/** What a network says of every image of a set, all of it with the same weights. */
export interface SetPredictions {
  set: EvaluationSet;
  /** Epochs done with these weights; `step` counts the steps, and lies between two epochs where a run is under way. */
  epoch: number;
  step: number;
  /** Positions in the prepared data: training images first, then test images. */
  indices: Uint32Array<ArrayBuffer>;
  /** Right classes, one per image. */
  targets: Uint8Array<ArrayBuffer>;
  /** images * classes numbers, image after image. */
  probabilities: Float32Array<ArrayBuffer>;
  classNames: string[];
}

export interface LabelledImage {
  pixels: Uint8Array;
  label: number;
}

/** How long training would take, from a short probe on this machine. */
export interface Estimate {
  msPerStep: number;
  secondsPerEpoch: number;
  /** Every engine measured, fastest first. */
  engines: EngineSpeed[];
}

/** How fast an engine trains a network on this machine. */
export interface EngineSpeed {
  label: string;
  examplesPerSecond: number;
  /** It is no faster than this; how much slower was not worth measuring. */
  atMost: boolean;
}

/** What computes, for the page. */
export interface Backend {
  /** "GPU (WebGL)". */
  label: string;
  device: string;
  reason: string;
  hardware: boolean;
}

export interface StorageStatus {
  /** `memory` where nothing can be kept. */
  kind: 'indexeddb' | 'memory';
  /** Why nothing can be kept or was not saved, in words; `null` where all is well. */
  problem: string | null;
  /** Whether the browser promised not to evict. */
  persisted: boolean;
}

export interface DatasetStatus {
  id: DatasetId;
  state: 'absent' | 'loading' | 'downloading' | 'ready' | 'failed';
  /** Where it came from, once ready. */
  source: string;
  /** Images of each class, once ready. */
  trainCounts: number[];
  testCounts: number[];
  bytes: number;
  /** What went wrong, cause by cause; of a set that is ready: why files given since were not taken. */
  problems: string[];
  download: DownloadProgress | null;
}

export interface DownloadProgress {
  file: string;
  receivedBytes: number;
  totalBytes: number;
  bytesPerSecond: number;
  /** Where it comes from. */
  source: string;
  /** A retry under way, in words. */
  note: string;
}

/** What the worker is busy with; a hang is judged by the limit that suits the phase. */
export type Phase = 'idle' | 'opening' | 'loading' | 'compiling' | 'training' | 'evaluating' | 'paused';

export type Message =
  | Opened
  | { type: 'backend'; backend: Backend }
  | { type: 'storage'; storage: StorageStatus }
  | { type: 'dataset'; status: DatasetStatus }
  | { type: 'run'; event: RunEvent }
  /** Whether a trained network is there to be asked. */
  | { type: 'network'; ready: boolean }
  /** `pulse` grows with every bit of work done: a timer alone would beat on while a step hangs. */
  | { type: 'heartbeat'; phase: Phase; pulse: number; msPerStep: number }
  | { type: 'answer'; request: number; answer: Answers[keyof Answers] }
  | { type: 'refusal'; request: number; problem: Problem }
  | { type: 'problem'; problem: Problem }
  | { type: 'erased' };

/** The worker is ready, and this is what was kept. */
export interface Opened {
  type: 'opened';
  backend: Backend;
  storage: StorageStatus;
  lastRun: Run | null;
  previousRun: Run | null;
  hasWeights: boolean;
  /** The last run is being trained in another tab, and left to it. */
  elsewhere: boolean;
}

/** A mishap as data: what happened, what is safe, what to do. */
export interface Problem {
  code: 'storage' | 'dataset' | 'engine' | 'context-lost' | 'import' | 'internal';
  /** What happened, as a heading. */
  title: string;
  /** What is safe and what to do. */
  message: string;
}

import type { Experiment } from '@/experiment/experiment';

/** Engines by name: TensorFlow.js on WebGL, TensorFlow.js on plain JavaScript, and our own in WebAssembly. */
export type EngineId = 'webgl' | 'cpu' | 'wasm';

/** How far a run has come: whole epochs done, and steps done over the run. Between epochs, step = epoch * stepsPerEpoch. */
export interface Position {
  epoch: number;
  step: number;
}

/**
 * Everything that a network has learnt, and all that its optimizer remembers: the common currency of engines and storage. `weights` follow
 * `weightSpecs(experiment)` (Keras's order and layout); `slots` follow `slotNames(optimizer)`, each with one array per trainable weight.
 */
export interface NetworkState {
  weights: Float32Array[];
  slots: Float32Array[][];
  /** Optimizer updates done so far (Adam's bias correction counts them). */
  updates: number;
}

/** Where a run stands. `interrupted` is what a run that was training becomes when its page or computer went away. */
export type RunStatus = 'preparing' | 'training' | 'paused' | 'finished' | 'stopped' | 'failed' | 'interrupted';

/** Mean loss (L1 / L2 included) and share of right answers. */
export interface Score {
  /** Where a number is predicted, the loss of the standardized target. */
  loss: number;
  /** Where a number is predicted, R2: the share of its variance that is explained, which is negative where the mean would be closer. */
  accuracy: number;
}

/** How good predicted numbers are (metrics/numbers/regression.ts); errors are in the target's unit, and `mse` in its square. */
export interface NumberFigures {
  mse: number;
  mae: number;
  medianAbsoluteError: number;
  r2: number;
  explainedVariance: number;
}

/** One finished epoch. */
export interface EpochRecord {
  /** Counts from 1. */
  epoch: number;
  /** Steps done when it ended. */
  step: number;
  /** Running means over the epoch's batches, as Keras reports them. */
  training: Score;
  /** `null` where nothing is held out. */
  validation: Score | null;
  /** The learning rate at its last step, schedule included. Missing in runs kept by earlier versions. */
  learningRate?: number;
  /** Seconds spent training, evaluation apart. */
  seconds: number;
}

/** Which images an evaluation speaks of. Never mixed. */
export type EvaluationSet = 'validation' | 'test';

/** A model's answers on a whole set, counted. */
export interface Evaluation {
  set: EvaluationSet;
  /** Epochs done when it was made; the best one where its weights were restored; 0 of a classical model. */
  epoch: number;
  count: number;
  score: Score;
  /** confusion[true class][predicted class], in images. Where a number is predicted, its rows stand in one cell. */
  confusion: number[][];
  /** Where a number is predicted. */
  numbers?: NumberFigures;
  /** The same answers counted at a threshold instead of by the largest. Missing in runs kept by earlier versions. */
  thresholded?: Thresholded;
}

/** Answers counted one class at a time: class k is said of an image where its probability exceeds `threshold` (none may be, or with a low one several). */
export interface Thresholded {
  threshold: number;
  /** Images of each class of which it was said. */
  truePositives: number[];
  /** Images of which it was said. */
  predicted: number[];
  /** Images of each class. */
  support: number[];
}

/** How the fit of a classical model went. */
export interface Fit {
  /** Spent learning; asking the model afterwards not counted. */
  seconds: number;
  /** On the images it learnt from; `null` while they are not asked, and where that would take longer than all else (nearest neighbours). */
  training: Score | null;
  /** What people should know of how it ended, in sentences. */
  notes: string[];
}

/** Raw per-step history; index i is step i + 1. */
export interface StepHistory {
  losses: number[];
  /** Shares of the batch. */
  accuracies: number[];
}

/** What a person or the machine changed while the run was under way. */
export interface Intervention {
  step: number;
  epoch: number;
  what:
    | 'learningRate'
    | 'moreEpochs'
    | 'paused'
    | 'resumed'
    | 'recovered'
    | 'continued'
    | 'scheduleRestarted'
    | 'epsilon'
    | 'engine'
    | 'stoppedEarly'
    | 'restoredBest'
    /** From here on a growing or frozen loss does not end the run. */
    | 'trainedAnyway';
  /** In words for the page. */
  note: string;
  value?: number;
}

/** The answer to one image. */
export interface SamplePrediction {
  /** Position of the image: training images first, then test images; copies as `copyAt` says. */
  index: number;
  /** Bytes of one image. */
  pixels: Uint8Array;
  /** Right class (output position). */
  target: number;
  probabilities: number[];
}

/** Sample predictions at a moment of the run. */
export interface Samples {
  epoch: number;
  step: number;
  set: EvaluationSet;
  items: SamplePrediction[];
}

/** What a person writes beside a run. It changes nothing that the run computes, and can change while the run is trained. */
export interface RunLabels {
  name?: string;
  /** Never deleted to make room for newer runs. */
  starred?: true;
  note?: string;
}

/** What of a run's labels is to change; an empty text takes a label away. */
export interface LabelChange {
  name?: string;
  starred?: boolean;
  note?: string;
}

/** Where the weights came from that a run started with. */
export interface WarmStart {
  /** The run that they were trained in; missing where they came from a model's file. */
  runId?: string;
  /** What people called that run, since it may be deleted by now; the file's name. */
  name: string;
  /** Epochs that they had been trained for; 0 of a file, which does not say. */
  epoch: number;
}

/** The number that a run predicts: an output y stands for mean + y * deviation. */
export interface RunTarget {
  name: string;
  /** Empty where it has none. */
  unit: string;
  mean: number;
  deviation: number;
}

/** Everything that is kept of a run but its weights. Plain data: stored as one row, sent to the page as it is. */
export interface Run extends RunLabels {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  updatedAt: number;
  /** Frozen when Train was pressed. */
  experiment: Experiment;
  status: RunStatus;
  /** Epochs wanted now (the Experiment's, plus what "Train for more epochs" added). */
  epochs: number;
  /** Learning rate in force now, before the schedule's factor. */
  learningRate: number;
  stepsPerEpoch: number;
  /** Which rules its training follows, so that a run goes on as it began: 1 since the first step of a warm-up has a rate above 0; missing before. */
  rules?: 1;
  history: StepHistory;
  epochRecords: EpochRecord[];
  validation: Evaluation | null;
  test: Evaluation | null;
  /** Of a classical model, once it is fitted; missing in runs of networks, whose epochs and steps stand above. */
  fit?: Fit;
  interventions: Intervention[];
  /** The engine and the device that computed it last, in words. */
  engine: string;
  /** The engine that computed its network last; missing for classical models, and where an earlier version stored words that name none. */
  engineId?: EngineId;
  /** Which build of the engine, where its last digits depend on that. */
  engineBuild?: string;
  /** Why it ended before its time, and what to do. */
  failure: RunFailure | null;
  classNames: string[];
  /** A pixel byte b enters the network as (b - offset) * factor: kept so that the network can be asked without its data set. */
  input: { offset: number; factor: number };
  /** Where a number is predicted: how outputs become numbers again, and how these are spoken of. */
  target?: RunTarget;
  /** The data set it really ran on, in words ("Fashion-MNIST", "Built-in garments"). */
  datasetName: string;
  /** Missing where the run started from random weights. */
  startedFrom?: WarmStart;
}

/** Why a run could not go on. */
export interface RunFailure {
  code: 'not-finite' | 'diverged' | 'frozen' | 'out-of-memory' | 'engine' | 'unsupported' | 'data';
  /** What happened. */
  message: string;
  /** What to do. */
  suggestion: string;
}

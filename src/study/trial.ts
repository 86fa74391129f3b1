import type { Values } from './space/search-space';

/** What a study makes better; always measured on the validation images. */
export type Objective = 'validationAccuracy' | 'validationLoss';

/** How the network of a trial does once it is trained for so many epochs. */
export interface Outcome {
  /** Epochs it was given. */
  epochs: number;
  /** Epochs it had: fewer where it stopped early. Absent where a file does not tell. */
  trained?: number;
  accuracy: number;
  loss: number;
  /** Seconds of training. */
  seconds: number;
}

/** One set of values, tried. */
export interface Trial {
  /** From 1. */
  number: number;
  values: Values;
  /** The seed of its Experiment. */
  seed: number;
  /** Epochs it is to have in all; `null` for those of the base. */
  epochs: number | null;
  /** `skipped`: the network cannot be built, so that nothing was trained. */
  status: 'running' | 'finished' | 'failed' | 'skipped';
  /** The run that it is; `null` where nothing was trained, and for figures from a file. */
  runId: string | null;
  /** After each of its trainings, the last one the longest. */
  outcomes: readonly Outcome[];
  /** Why it failed or was skipped; `null` otherwise. */
  cause: string | null;
}

/** What is to be trained next. */
export type Step =
  /** A new trial. */
  | { kind: 'start'; values: Values; seed: number; epochs: number | null }
  /** A trial that goes on, to so many epochs in all. */
  | { kind: 'continue'; trial: number; epochs: number };

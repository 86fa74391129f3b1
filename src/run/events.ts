import type { EpochRecord, Evaluation, EvaluationSet, Fit, Intervention, Run, RunFailure, RunLabels, RunStatus, Samples } from './types';

/** What a run tells while it goes on. */
export type RunNews =
  | { type: 'opened'; run: Run }
  | { type: 'status'; status: RunStatus }
  | { type: 'progress'; step: number; epoch: number; examplesPerSecond: number; secondsLeft: number | null }
  /** Results of the steps firstStep + 1 to firstStep + losses.length. */
  | { type: 'steps'; firstStep: number; losses: number[]; accuracies: number[] }
  /** The network is being asked about all images of a set, which takes a while; over with the next steps, epoch or evaluation, or the end of the run. */
  | { type: 'evaluating'; set: EvaluationSet }
  | { type: 'epoch'; record: EpochRecord }
  /** A classical model is learning, or answering all images of a set; `done` is the share of that done (`null`: nobody can say), `seconds` what it took. */
  | { type: 'fitting'; part: 'learning' | 'training' | EvaluationSet; done: number | null; seconds: number }
  /** Told once it has learnt, and again with its score on the training images. */
  | { type: 'fitted'; fit: Fit }
  | { type: 'evaluation'; evaluation: Evaluation }
  | { type: 'samples'; samples: Samples }
  | { type: 'intervention'; intervention: Intervention }
  | { type: 'changed'; epochs?: number; learningRate?: number }
  /** The run was taken back to its last checkpoint: what came after `step` and `epoch` is forgotten. */
  | { type: 'rewound'; step: number; epoch: number }
  /** Whether sound weights of the run are stored: it can be continued from nothing else. */
  | { type: 'weights'; kept: boolean }
  /** `fence` counts the claims of the run: that of the claim under which it was saved. */
  | { type: 'checkpoint'; epoch: number; step: number; saved: boolean; fence?: number }
  /** A person named, starred or noted it. */
  | { type: 'labelled'; labels: RunLabels }
  | { type: 'failed'; failure: RunFailure };

/** News of one run. Every event names its run, so that a late one of an earlier run can be dropped. */
export type RunEvent = { runId: string; news: RunNews };

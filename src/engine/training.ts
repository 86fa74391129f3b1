import type { PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import type { ScheduleCycle } from '@/experiment/training/schedules/rate';
import type { RunNews } from '@/run/events';
import type { Settlement } from '@/run/stopping';
import type { EpochRecord, EvaluationSet, Position } from '@/run/types';
import type { Network } from './engine';

/** What a person changes while the run is under way; the loop reads it before each block of steps. */
export interface Control {
  epochs: number;
  /** Before the schedule's factor. */
  learningRate: number;
  readonly paused: boolean;
  /** Resolves at once, or when the run is resumed or ended. */
  whilePaused(): Promise<void>;
}

/** Everything a run needs. `signal` ends it between two blocks of steps; `breathe` lets messages in and must not wait for animation frames. */
export interface TrainOptions {
  experiment: Experiment;
  data: PreparedData;
  network: Network;
  control: Control;
  position: Position;
  /** Losses and accuracies of the steps already done in the epoch under way, for its running mean. */
  partial: { losses: number[]; accuracies: number[] };
  /** The epochs already done; schedules and early stopping look at them. */
  records: readonly EpochRecord[];
  /** Where the schedule runs anew at an epoch (`cycleAt`); absent where it runs over the Experiment's epochs alone. */
  cycleAt?(epoch: number): ScheduleCycle | null;
  /** Whether the first step of a warm-up has a rate of 0, as in runs that earlier versions began. */
  warmsUpFromZero?: boolean;
  /** Where early stopping ended the run before (`settlementOf`); `null` where it did not. */
  settled: Settlement | null;
  /** Gives the network back the whole state it had after an epoch, the best one so far; false where that was not kept. */
  restore(epoch: number): boolean;
  /** Trains on where the loss grows or freezes; only a loss that is no number ends the run then. */
  anyway?: boolean;
  signal: AbortSignal;
  breathe(): Promise<void>;
  now(): number;
}

/** Pieces of news of a run, and requests that its owner answers while the loop waits: to keep a checkpoint, to show samples. */
export type TrainingEvent =
  | RunNews
  | { type: 'checkpointDue'; position: Position }
  /** `position` is that of the weights. */
  | { type: 'samplesDue'; position: Position }
  /** All images of a set are asked next, which takes longer than a step. */
  | { type: 'evaluationDue'; set: EvaluationSet }
  | { type: 'ended'; how: 'finished' | 'stopped' | 'failed'; position: Position };

import type { ClassWeights } from './class-weights';
import type { Clipping } from './clipping';
import type { EarlyStopping } from './early-stopping';
import type { Loss } from './losses';
import type { Optimizer } from './optimizers';
import type { Schedule } from './schedules';

export type { ClassWeights } from './class-weights';
export type { Clipping } from './clipping';
export type { EarlyStopping } from './early-stopping';
export type { Loss } from './losses';
export type { Monitor } from './monitors';
export type { Optimizer, OptimizerName } from './optimizers';
export type { Schedule } from './schedules';

/** The training part of an Experiment. */
export interface TrainingSpec {
  optimizer: Optimizer;
  learningRate: number;
  schedule: Schedule;
  /** The learning rate rises over this many epochs (fractions allowed), by a further factor min(1, (steps done + 1) / steps of the warm-up). */
  warmupEpochs: number;
  clipping: Clipping;
  loss: Loss;
  classWeights: ClassWeights;
  batchSize: number;
  epochs: number;
  earlyStopping: EarlyStopping | null;
  /** Decides shuffling, initial weights, dropout masks, augmentation and the split. */
  seed: number;
}

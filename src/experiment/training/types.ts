/** Optimizers under Keras's names; `momentum` is SGD with momentum (its own entry, since people choose it as one). */
export type OptimizerName = 'sgd' | 'momentum' | 'rmsprop' | 'adam' | 'adagrad';

/** An optimizer with its own options (Keras's words; the learning rate stands beside, in TrainingSpec). */
export type Optimizer =
  | { kind: 'sgd' }
  | { kind: 'momentum'; momentum: number; nesterov: boolean }
  | { kind: 'rmsprop'; rho: number; momentum: number; epsilon: number }
  | { kind: 'adam'; beta1: number; beta2: number; epsilon: number }
  | { kind: 'adagrad'; initialAccumulatorValue: number; epsilon: number };

/** How the learning rate moves over a run. */
export type Schedule = { kind: 'constant' };

/** When to stop before the last epoch. */
export interface EarlyStopping {
  monitor: 'validationLoss' | 'validationAccuracy';
  patience: number;
  minDelta: number;
  restoreBestWeights: boolean;
}

/** What training minimises. `crossEntropy` is categorical or binary as the task's output asks. */
export type Loss = 'crossEntropy';

/** The training part of an Experiment. */
export interface TrainingSpec {
  optimizer: Optimizer;
  learningRate: number;
  schedule: Schedule;
  loss: Loss;
  batchSize: number;
  epochs: number;
  earlyStopping: EarlyStopping | null;
  /** Decides shuffling, initial weights, dropout masks, augmentation and the split. */
  seed: number;
}

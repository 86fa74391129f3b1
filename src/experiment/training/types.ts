/** Optimizers under Keras's names; `momentum` is SGD with momentum (its own entry, since people choose it as one). */
export type OptimizerName = 'sgd' | 'momentum' | 'rmsprop' | 'adam' | 'adagrad' | 'adadelta' | 'adamax' | 'adamw' | 'nadam';

/** An optimizer with its own options (Keras's words; the learning rate stands beside, in TrainingSpec). */
export type Optimizer =
  | { kind: 'sgd' }
  | { kind: 'momentum'; momentum: number; nesterov: boolean }
  | { kind: 'rmsprop'; rho: number; momentum: number; epsilon: number }
  | { kind: 'adam'; beta1: number; beta2: number; epsilon: number }
  | { kind: 'adagrad'; initialAccumulatorValue: number; epsilon: number }
  | { kind: 'adadelta'; rho: number; epsilon: number }
  | { kind: 'adamax'; beta1: number; beta2: number; epsilon: number }
  | { kind: 'adamw'; beta1: number; beta2: number; epsilon: number; weightDecay: number }
  | { kind: 'nadam'; beta1: number; beta2: number; epsilon: number };

/** What a rule watches after each epoch. A loss should fall, an accuracy rise. */
export type Monitor = 'validationLoss' | 'validationAccuracy' | 'trainingLoss' | 'trainingAccuracy';

/**
 * How the learning rate moves over a run, as a factor on the one that is set. Epochs are counted with their fraction, from 0:
 * - step: factor ^ floor(epoch / every)
 * - exponential: factor ^ epoch
 * - cosine: from 1 to finalShare along half a cosine over the Experiment's epochs, and finalShare from there on
 * - reduceOnPlateau: multiplied by `factor` each time `monitor` has not improved by more than minDelta for `patience` epochs, never
 *   below minLearningRate (Keras's ReduceLROnPlateau)
 */
export type Schedule =
  | { kind: 'constant' }
  | { kind: 'step'; every: number; factor: number }
  | { kind: 'exponential'; factor: number }
  | { kind: 'cosine'; finalShare: number }
  | { kind: 'reduceOnPlateau'; monitor: Monitor; factor: number; patience: number; minDelta: number; minLearningRate: number };

/** When to stop before the last epoch (Keras's EarlyStopping): no improvement of more than minDelta for `patience` epochs. */
export interface EarlyStopping {
  monitor: Monitor;
  patience: number;
  minDelta: number;
  /** Ends with the weights of the best epoch, also where the run went to its last one (as Keras 3 does). */
  restoreBestWeights: boolean;
}

/**
 * What training minimises, L1 / L2 added. `crossEntropy` is categorical or binary as the task's output asks; `meanSquaredError` is the mean
 * over the outputs of (probability - target) squared, targets one-hot (or 0 / 1 for one sigmoid output).
 */
export type Loss = 'crossEntropy' | 'meanSquaredError';

/** Limits a gradient, L1 / L2 included, before the optimizer sees it: each number, each weight array's norm, or the norm of all together. */
export type Clipping =
  | { kind: 'none' }
  | { kind: 'value'; limit: number }
  | { kind: 'norm'; limit: number }
  | { kind: 'globalNorm'; limit: number };

/**
 * How much a training image counts, by its class: its loss is multiplied by the weight, and the batch still divides by its number of images
 * (Keras). `balanced` is images / (classes * images of the class), scikit-learn's rule. Training's losses have them, evaluations do not.
 */
export type ClassWeights = { kind: 'none' } | { kind: 'balanced' } | { kind: 'custom'; weights: number[] };

/** The training part of an Experiment. */
export interface TrainingSpec {
  optimizer: Optimizer;
  learningRate: number;
  schedule: Schedule;
  /** The learning rate rises from 0 over so many epochs (fractions allowed), as a further factor min(1, epochs done / warmupEpochs). */
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

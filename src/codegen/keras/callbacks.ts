import { pyBoolean, pyCall, pyNumber, pyString } from '@/codegen/python/literals';
import { fallsBest } from '@/codegen/training/monitor';
import type { EarlyStopping, Monitor, Schedule, TrainingSpec } from '@/experiment/training/types';

/** Keras's names for what can be watched. */
const MONITORS: Record<Monitor, string> = {
  validationLoss: 'val_loss',
  validationAccuracy: 'val_accuracy',
  trainingLoss: 'loss',
  trainingAccuracy: 'accuracy',
};

const watching = (monitor: Monitor) => ({ monitor: pyString(MONITORS[monitor]), mode: pyString(fallsBest(monitor) ? 'min' : 'max') });

/** What `fit` is given to watch over the run, each starting at `column`. */
export function callbacksOf({ schedule, earlyStopping }: TrainingSpec, column: number): string[] {
  return [
    ...(schedule.kind === 'reduceOnPlateau' ? [plateau(schedule, column)] : []),
    ...(earlyStopping ? [stopping(earlyStopping, column)] : []),
  ];
}

function plateau(schedule: Extract<Schedule, { kind: 'reduceOnPlateau' }>, column: number): string {
  const { monitor, factor, patience, minDelta, minLearningRate } = schedule;
  const named = {
    ...watching(monitor),
    factor: pyNumber(factor),
    patience: pyNumber(patience),
    min_delta: pyNumber(minDelta),
    min_lr: pyNumber(minLearningRate),
  };
  return pyCall('keras.callbacks.ReduceLROnPlateau', [], named, { column, after: 1 });
}

function stopping({ monitor, patience, minDelta, restoreBestWeights }: EarlyStopping, column: number): string {
  const named = {
    ...watching(monitor),
    patience: pyNumber(patience),
    min_delta: pyNumber(minDelta),
    restore_best_weights: pyBoolean(restoreBestWeights),
  };
  return pyCall('keras.callbacks.EarlyStopping', [], named, { column, after: 1 });
}

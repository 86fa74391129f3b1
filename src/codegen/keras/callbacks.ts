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

/** Of a number R2 stands where accuracy does. */
const nameOf = (monitor: Monitor, isNumber: boolean): string =>
  isNumber ? MONITORS[monitor].replace('accuracy', 'r2') : MONITORS[monitor];

const watching = (monitor: Monitor, isNumber: boolean) => ({
  monitor: pyString(nameOf(monitor, isNumber)),
  mode: pyString(fallsBest(monitor) ? 'min' : 'max'),
});

/** What `fit` is given to watch over the run, each starting at `column`. */
export function callbacksOf({ schedule, earlyStopping }: TrainingSpec, isNumber: boolean, column: number): string[] {
  return [
    ...(schedule.kind === 'reduceOnPlateau' ? [plateau(schedule, isNumber, column)] : []),
    ...(earlyStopping ? [stopping(earlyStopping, isNumber, column)] : []),
  ];
}

function plateau(schedule: Extract<Schedule, { kind: 'reduceOnPlateau' }>, isNumber: boolean, column: number): string {
  const { monitor, factor, patience, minDelta, minLearningRate } = schedule;
  const named = {
    ...watching(monitor, isNumber),
    factor: pyNumber(factor),
    patience: pyNumber(patience),
    min_delta: pyNumber(minDelta),
    min_lr: pyNumber(minLearningRate),
  };
  return pyCall('keras.callbacks.ReduceLROnPlateau', [], named, { column, after: 1 });
}

function stopping({ monitor, patience, minDelta, restoreBestWeights }: EarlyStopping, isNumber: boolean, column: number): string {
  const named = {
    ...watching(monitor, isNumber),
    patience: pyNumber(patience),
    min_delta: pyNumber(minDelta),
    restore_best_weights: pyBoolean(restoreBestWeights),
  };
  return pyCall('keras.callbacks.EarlyStopping', [], named, { column, after: 1 });
}

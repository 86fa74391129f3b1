import type { Monitor } from './monitors';

/** The figures of one finished epoch that a rule can watch. */
export interface EpochScores {
  training: { loss: number; accuracy: number };
  /** `null` where nothing is held out. */
  validation: { loss: number; accuracy: number } | null;
}

/** The figure that a rule watches; `null` where the epoch has none. */
export function monitored({ training, validation }: EpochScores, monitor: Monitor): number | null {
  switch (monitor) {
    case 'trainingLoss':
      return training.loss;
    case 'trainingAccuracy':
      return training.accuracy;
    case 'validationLoss':
      return validation?.loss ?? null;
    case 'validationAccuracy':
      return validation?.accuracy ?? null;
  }
}

/** Whether a figure is better than the best so far by more than `minDelta`, as Keras judges it. The first figure is always better. */
export function improves(value: number, best: number | null, monitor: Monitor, minDelta: number): boolean {
  if (best === null) return true;
  return monitor === 'trainingLoss' || monitor === 'validationLoss' ? value < best - minDelta : value > best + minDelta;
}

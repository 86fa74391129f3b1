import type { Samples } from '@/run/types';
import type { SetPredictions } from '@/stores/types';

/** About so many samples in a report, shared out over the classes. */
const SAMPLES = 16;

/** Rows of predictions: the first few images of each class, class after class. */
export function firstOfEachClass({ targets, classNames }: Pick<SetPredictions, 'targets' | 'classNames'>): number[] {
  const perClass = Math.ceil(SAMPLES / classNames.length);
  return classNames.flatMap((_, target) => [...targets.keys()].filter((row) => targets[row] === target).slice(0, perClass));
}

/** Rows of predictions with their images, `pixels[k]` being those of `rows[k]`. */
export function sampleRows(predictions: SetPredictions, rows: readonly number[], pixels: readonly Uint8Array[]): Samples {
  const { set, epoch, step, indices, targets, probabilities, classNames } = predictions;
  const classes = classNames.length;
  const items = rows.map((row, k) => ({
    index: indices[row] ?? 0,
    pixels: pixels[k] ?? new Uint8Array(),
    target: targets[row] ?? 0,
    probabilities: [...probabilities.subarray(row * classes, (row + 1) * classes)],
  }));
  return { set, epoch, step, items };
}

import type { PreparedData } from '@/dataset/types';
import { isNumberTask } from '@/experiment/data/classes';
import { tableOf } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { RunFailure } from '@/run/types';

/** A loss this many times its starting value has left for good. */
const DIVERGED_FACTOR = 50;
/** Steps whose mean is compared with the start, so that one bad batch stops nothing. */
const DIVERGED_WINDOW = 20;
/** Steps over which a network without hidden layers must be no better than guessing, besides, to be stopped. */
const GUESSING_WINDOW = 200;
/** An accuracy up to so many times that of guessing counts as guessing. */
const GUESSING_FACTOR = 1.5;
/** As many steps with one and the same loss mean that nothing moves any more. */
const FROZEN_WINDOW = 60;
/** Relative difference below which two losses are the same. */
const FROZEN_TOLERANCE = 1e-7;

type Unscaled = 'pixels' | 'columns' | null;

/** What the losses of a run are judged by. */
export interface HealthOptions {
  /** False where one batch is the whole set, so that equal losses may be honest. */
  batchesDiffer: boolean;
  /**
   * Whether any layer before the output learns. Where none does, the loss has no second valley: steps that overshoot throw it far up, and
   * the accuracy rises all the same.
   */
  hiddenLayers: boolean;
  /** Accuracy of naming the most frequent class each time; where a number is predicted, R2 of its mean. */
  guessing: number;
  /** What goes in as it is: pixels as 0 to 255, or columns of a table in their own sizes. */
  unscaled: Unscaled;
  /** Lets everything pass but a loss that is no number. */
  tolerant: boolean;
}

/** Watches the losses of a run as they are read. */
export interface Health {
  /** Why the run must stop after these losses and accuracies (of the same steps), or `null`. */
  check(losses: ArrayLike<number>, accuracies: ArrayLike<number>): RunFailure | null;
}

/** What to judge a run by. `tolerant` where a person wants it trained on in any case. */
export function healthOptions(
  experiment: Experiment,
  { train, targets }: PreparedData,
  stepsPerEpoch: number,
  tolerant: boolean,
): HealthOptions {
  const counts = new Map<number, number>();
  for (const position of train) counts.set(targets[position]!, (counts.get(targets[position]!) ?? 0) + 1);
  const hidden = planOf(experiment).layers.slice(0, -1);
  return {
    batchesDiffer: stepsPerEpoch > 1,
    hiddenLayers: hidden.some(({ weights }) => weights.some(({ trainable }) => trainable)),
    // The mean of a number explains nothing of its variance.
    guessing: isNumberTask(experiment.data) ? 0 : Math.max(...counts.values()) / train.length,
    unscaled: experiment.data.scaling === 'none' ? (tableOf(experiment.data.dataset) ? 'columns' : 'pixels') : null,
    tolerant,
  };
}

/**
 * Finds loss that is NaN or infinite, that has grown far beyond its start, or that no longer changes although batches differ (dead units).
 */
export function createHealth({ batchesDiffer, hiddenLayers, guessing, unscaled, tolerant }: HealthOptions): Health {
  let start: number | null = null;
  const recent: number[] = [];
  const hits: number[] = [];
  let same = 0;
  const isGuessing = () => hits.length >= GUESSING_WINDOW && mean(hits) <= GUESSING_FACTOR * guessing;
  return {
    check(losses, accuracies) {
      for (const [step, loss] of Array.from(losses).entries()) {
        const broken = judge(loss, unscaled);
        if (broken) return broken;
        const previous = recent.at(-1);
        same = previous !== undefined && isSame(loss, previous) ? same + 1 : 0;
        start ??= loss;
        remember(recent, loss, DIVERGED_WINDOW);
        remember(hits, accuracies[step] ?? 0, GUESSING_WINDOW);
        if (tolerant) continue;
        if (hasDiverged(recent, start) && (hiddenLayers || isGuessing())) return diverged(start, mean(recent), unscaled);
        if (batchesDiffer && same >= FROZEN_WINDOW && loss > 1e-6) return frozen(loss);
      }
      return null;
    },
  };
}

function remember(values: number[], value: number, most: number): void {
  values.push(value);
  if (values.length > most) values.shift();
}

/** Why a run cannot go on with such a loss, of a step or of a whole set; `null` where it is a number. */
export const judge = (loss: number, unscaled: Unscaled = null): RunFailure | null =>
  Number.isFinite(loss) ? null : notFinite(loss, unscaled);

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const isSame = (a: number, b: number) => Math.abs(a - b) <= FROZEN_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));

const hasDiverged = (recent: number[], start: number) =>
  recent.length >= DIVERGED_WINDOW && mean(recent) > DIVERGED_FACTOR * Math.max(start, 1);

const REMEDIES = {
  pixels: 'The pixels are numbers up to 255: scale them to 0 to 1 (Data, Pixels), or lower the learning rate. Then press Train.',
  columns: 'The columns keep their own sizes: standardize them (Data, Scaling), or lower the learning rate. Then press Train.',
};

const remedy = (unscaled: Unscaled): string =>
  unscaled ? REMEDIES[unscaled] : 'Lower the learning rate (try a tenth of it), then press Train.';

const notFinite = (loss: number, unscaled: Unscaled): RunFailure => ({
  code: 'not-finite',
  message: `The loss became ${Number.isNaN(loss) ? 'NaN (not a number)' : 'infinite'}: the steps were so large that the weights left the range of numbers.`,
  suggestion: remedy(unscaled),
});

const diverged = (start: number, now: number, unscaled: Unscaled): RunFailure => ({
  code: 'diverged',
  message: `The loss grew from ${start.toPrecision(3)} to ${now.toPrecision(3)} instead of falling: the steps overshoot.`,
  suggestion: remedy(unscaled),
});

const frozen = (loss: number): RunFailure => ({
  code: 'frozen',
  message: `The loss has stayed at exactly ${loss.toPrecision(4)} for ${FROZEN_WINDOW} steps: the units no longer react to their inputs.`,
  suggestion: 'Lower the learning rate, or choose another activation, then press Train.',
});

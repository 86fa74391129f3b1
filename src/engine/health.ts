import type { RunFailure } from '@/run/types';

/** A loss this many times its starting value has left for good. */
const DIVERGED_FACTOR = 50;
/** Steps whose mean is compared with the start, so that one bad batch stops nothing. */
const DIVERGED_WINDOW = 20;
/** As many steps with one and the same loss mean that nothing moves any more. */
const FROZEN_WINDOW = 60;
/** Relative difference below which two losses are the same. */
const FROZEN_TOLERANCE = 1e-7;

/** Watches the losses of a run as they are read. */
export interface Health {
  /** Why the run must stop after these losses, or `null`. */
  check(losses: ArrayLike<number>): RunFailure | null;
}

/**
 * Finds loss that is NaN or infinite, that has grown far beyond its start, or that no longer changes although batches differ (dead
 * units). `batchesDiffer` is false when one batch is the whole set, where equal losses may be honest.
 */
export function createHealth(batchesDiffer: boolean): Health {
  let start: number | null = null;
  const recent: number[] = [];
  let same = 0;
  return {
    check(losses) {
      for (const loss of Array.from(losses)) {
        const broken = judge(loss);
        if (broken) return broken;
        const previous = recent.at(-1);
        same = previous !== undefined && isSame(loss, previous) ? same + 1 : 0;
        start ??= loss;
        recent.push(loss);
        if (recent.length > DIVERGED_WINDOW) recent.shift();
        if (hasDiverged(recent, start)) return diverged(start, mean(recent));
        if (batchesDiffer && same >= FROZEN_WINDOW && loss > 1e-6) return frozen(loss);
      }
      return null;
    },
  };
}

/** Why a run cannot go on with such a loss, of a step or of a whole set; `null` where it is a number. */
export const judge = (loss: number): RunFailure | null => (Number.isFinite(loss) ? null : notFinite(loss));

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const isSame = (a: number, b: number) => Math.abs(a - b) <= FROZEN_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));

const hasDiverged = (recent: number[], start: number) =>
  recent.length >= DIVERGED_WINDOW && mean(recent) > DIVERGED_FACTOR * Math.max(start, 1);

const LOWER = 'Lower the learning rate (try a tenth of it), then press Train.';

const notFinite = (loss: number): RunFailure => ({
  code: 'not-finite',
  message: `The loss became ${Number.isNaN(loss) ? 'NaN (not a number)' : 'infinite'}: the steps were so large that the weights left the range of numbers.`,
  suggestion: LOWER,
});

const diverged = (start: number, now: number): RunFailure => ({
  code: 'diverged',
  message: `The loss grew from ${start.toPrecision(3)} to ${now.toPrecision(3)} instead of falling: the steps overshoot.`,
  suggestion: LOWER,
});

const frozen = (loss: number): RunFailure => ({
  code: 'frozen',
  message: `The loss has stayed at exactly ${loss.toPrecision(4)} for ${FROZEN_WINDOW} steps: the units no longer react to their inputs.`,
  suggestion: 'Lower the learning rate, or choose another activation, then press Train.',
});

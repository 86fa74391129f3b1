import { highestRate, scheduledRate } from '@/experiment/training/schedules/rate';
import type { TrainingSpec } from '@/experiment/training/types';

/** The learning rate over a run as it is planned. */
export interface RatePlan {
  /** Evenly spaced from the run's start to its end, both included. */
  rates: number[];
  /** Of all steps. */
  highest: number;
  last: number;
}

/** Enough for a picture as wide as the panel, and few enough to draw at each keystroke. The figures beside it do not depend on them. */
const POINTS = 161;

/**
 * The planned learning rate; `null` where there is nothing to show (it stays as it is set), nothing can be planned (it waits for what the run
 * does), or a number is not there yet.
 *
 * @param stepsPerEpoch 0 or NaN while nobody knows how many images there are
 */
export function ratePlan(
  training: Pick<TrainingSpec, 'schedule' | 'warmupEpochs' | 'epochs' | 'learningRate'>,
  stepsPerEpoch: number,
): RatePlan | null {
  const { schedule, epochs, learningRate, warmupEpochs } = training;
  if (!(stepsPerEpoch >= 1) || (schedule.kind === 'constant' && warmupEpochs === 0)) return null;
  // The last point stands a moment before the end, where a step of the last epoch would be, not one of the next.
  const end = epochs * (1 - 1e-9);
  const rateAt = (epoch: number) => scheduledRate(training, learningRate, { step: epoch * stepsPerEpoch, stepsPerEpoch, finished: [] });
  const highest = highestRate(training, stepsPerEpoch);
  if (highest === null || !(highest > 0)) return null;
  const rates = Array.from({ length: POINTS }, (_, i) => rateAt((end * i) / (POINTS - 1)));
  if (!rates.every(Number.isFinite)) return null;
  return { rates, highest, last: rates.at(-1) ?? 0 };
}

/** The plan as the points of an SVG polyline in a box of `width` x `height`. */
export function planPoints({ rates, highest }: RatePlan, width: number, height: number): string {
  const x = (i: number) => (width * i) / (rates.length - 1);
  const y = (rate: number) => height * (1 - Math.min(1, rate / highest));
  return rates.map((rate, i) => `${x(i).toFixed(1)},${y(rate).toFixed(1)}`).join(' ');
}

import { scheduledRate } from '@/experiment/training/schedules/rate';
import type { TrainingSpec } from '@/experiment/training/types';

/** The learning rate over a run as it is planned. */
export interface RatePlan {
  /** Evenly spaced from the run's start to its end, both included. */
  rates: number[];
  highest: number;
  last: number;
}

/** Enough for a picture as wide as the panel, and few enough to draw at each keystroke. */
const POINTS = 161;

/**
 * The planned learning rate; `null` where there is nothing to show (it stays as it is set), nothing can be planned (it waits for what the run
 * does), or a number is not there yet.
 */
export function ratePlan(training: Pick<TrainingSpec, 'schedule' | 'warmupEpochs' | 'epochs' | 'learningRate'>): RatePlan | null {
  const { schedule, epochs, learningRate, warmupEpochs } = training;
  if (schedule.kind === 'reduceOnPlateau' || (schedule.kind === 'constant' && warmupEpochs === 0)) return null;
  // The last point stands a moment before the end, where a step of the last epoch would be, not one of the next.
  const end = epochs * (1 - 1e-9);
  const rates = Array.from({ length: POINTS }, (_, i) => scheduledRate(training, learningRate, (end * i) / (POINTS - 1), []));
  const highest = Math.max(...rates);
  if (!rates.every(Number.isFinite) || !(highest > 0)) return null;
  return { rates, highest, last: rates.at(-1) ?? 0 };
}

/** The plan as the points of an SVG polyline in a box of `width` x `height`. */
export function planPoints({ rates, highest }: RatePlan, width: number, height: number): string {
  const x = (i: number) => (width * i) / (rates.length - 1);
  const y = (rate: number) => height * (1 - rate / highest);
  return rates.map((rate, i) => `${x(i).toFixed(1)},${y(rate).toFixed(1)}`).join(' ');
}

/** A learning rate in few digits: "0.001", "0.000315", "1e-8". */
export const rateInWords = (rate: number): string => String(Number(rate.toPrecision(3)));

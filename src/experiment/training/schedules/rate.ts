import type { EpochScores } from '@/experiment/training/monitoring';
import type { TrainingSpec } from '@/experiment/training/types';
import { scheduleEntry } from './index';

type Scheduled = Pick<TrainingSpec, 'schedule' | 'warmupEpochs' | 'epochs'>;

/** A stretch of a run over which its schedule runs once. */
export interface ScheduleCycle {
  /** Epochs done when it begins. */
  from: number;
  epochs: number;
}

/** What the learning rate of a step depends on, besides the settings. */
export interface RatePoint {
  /** Steps done before this one. */
  step: number;
  stepsPerEpoch: number;
  /** The scores of the epochs done, in order. */
  finished: readonly EpochScores[];
  /** Where the schedule was begun anew; absent where it runs over the Experiment's epochs. */
  cycle?: ScheduleCycle | null;
  /** Whether the first step of a warm-up has a rate of 0, as in runs that earlier versions began. */
  warmsUpFromZero?: boolean;
}

/**
 * The learning rate of a step. A function of what is known at it, and of nothing else, so that a run that was taken up again goes on as if it
 * had never been interrupted. A warm-up multiplies it by (step + 1) / (steps of the warm-up), so that the first step is not wasted.
 *
 * @param training the Experiment's settings; its own learning rate is not looked at
 * @param base the learning rate as it is set now
 */
export function scheduledRate(training: Scheduled, base: number, point: RatePoint): number {
  const { schedule, epochs } = training;
  const epoch = point.step / point.stepsPerEpoch;
  const { from, epochs: length } = point.cycle ?? { from: 0, epochs };
  const rate = scheduleEntry(schedule).rate(schedule, base, { epoch: epoch - from, epochs: length, finished: point.finished });
  return warmupFactor(training.warmupEpochs, point) * rate;
}

function warmupFactor(warmupEpochs: number, { step, stepsPerEpoch, warmsUpFromZero }: RatePoint): number {
  if (!(warmupEpochs > 0)) return 1;
  // Runs of earlier versions divided epochs: a run that goes on has to repeat their rounding too.
  if (warmsUpFromZero) return Math.min(1, step / stepsPerEpoch / warmupEpochs);
  return Math.min(1, (step + 1) / (warmupEpochs * stepsPerEpoch));
}

/**
 * The highest learning rate of any step of a run, worked out from the schedule's own peaks; `null` where the rate does not follow from the
 * settings alone.
 */
export function highestRate(training: Scheduled & Pick<TrainingSpec, 'learningRate'>, stepsPerEpoch: number): number | null {
  const { schedule, warmupEpochs, epochs, learningRate } = training;
  const { peaks } = scheduleEntry(schedule);
  if (!peaks) return null;
  const last = Math.max(0, Math.ceil(epochs * stepsPerEpoch) - 1);
  const risen = Math.max(0, Math.ceil(warmupEpochs * stepsPerEpoch) - 1);
  const within = peaks(schedule, { warmupEpochs, epochs, step: 1 / stepsPerEpoch }).filter((epoch) => epoch > 0 && epoch < warmupEpochs);
  // No schedule rises by itself: beside the peaks of a warm-up, its last step is the highest, or the step before, where a drop comes between.
  const steps = [0, risen - 1, risen, ...within.flatMap((epoch) => around(epoch * stepsPerEpoch))];
  const rates = steps.map((step) => scheduledRate(training, learningRate, { step: clamp(step, last), stepsPerEpoch, finished: [] }));
  return Math.max(...rates);
}

/** The steps next to a place between two of them; one more below, since a drop at a whole epoch comes before its own step. */
const around = (place: number): number[] => [Math.floor(place) - 1, Math.floor(place), Math.ceil(place)];

const clamp = (step: number, last: number): number => Math.min(Math.max(step, 0), last);

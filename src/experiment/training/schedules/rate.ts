import type { EpochScores } from '@/experiment/training/monitoring';
import type { TrainingSpec } from '@/experiment/training/types';
import { scheduleEntry } from './index';

/**
 * The learning rate of a step. A function of what is known at it, and of nothing else, so that a run that was taken up again goes on as if it
 * had never been interrupted.
 *
 * @param training the Experiment's settings; its own learning rate is not looked at
 * @param base the learning rate as it is set now
 * @param epoch epochs done before the step, with the fraction of the one under way
 * @param finished the scores of the epochs done, in order
 */
export function scheduledRate(
  training: Pick<TrainingSpec, 'schedule' | 'warmupEpochs' | 'epochs'>,
  base: number,
  epoch: number,
  finished: readonly EpochScores[],
): number {
  const { schedule, warmupEpochs, epochs } = training;
  const warmup = warmupEpochs > 0 ? Math.min(1, epoch / warmupEpochs) : 1;
  return warmup * scheduleEntry(schedule).rate(schedule, base, { epoch, epochs, finished });
}

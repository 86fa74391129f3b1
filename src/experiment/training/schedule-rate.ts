import { type EpochScores, improves, monitored } from './monitoring';
import type { Schedule, TrainingSpec } from './types';

type ReduceOnPlateau = Extract<Schedule, { kind: 'reduceOnPlateau' }>;

/**
 * The learning rate of a step. A function of what is known at it, and of nothing else, so that a run that was taken up again goes on as if it
 * had never been interrupted.
 *
 * @param training the Experiment's settings; its own learning rate is not looked at
 * @param base the learning rate as it is set now
 * @param epoch epochs done before the step, with the fraction of the one under way
 * @param finished the figures of the epochs done, in order
 */
export function scheduledRate(
  training: Pick<TrainingSpec, 'schedule' | 'warmupEpochs' | 'epochs'>,
  base: number,
  epoch: number,
  finished: readonly EpochScores[],
): number {
  const { schedule, warmupEpochs, epochs } = training;
  const warmup = warmupEpochs > 0 ? Math.min(1, epoch / warmupEpochs) : 1;
  if (schedule.kind === 'reduceOnPlateau') return warmup * reducedRate(schedule, base, finished);
  return warmup * base * factorOf(schedule, epoch, epochs);
}

function factorOf(schedule: Exclude<Schedule, ReduceOnPlateau>, epoch: number, epochs: number): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(epoch / schedule.every);
    case 'exponential':
      return schedule.factor ** epoch;
    case 'cosine': {
      const fallen = (1 - Math.cos(Math.PI * Math.min(1, epoch / epochs))) / 2;
      return 1 - (1 - schedule.finalShare) * fallen;
    }
  }
}

/** Reductions never go below the smallest rate; a rate that is set below it is left as it is (Keras). */
function reducedRate(schedule: ReduceOnPlateau, base: number, finished: readonly EpochScores[]): number {
  const { factor, minLearningRate } = schedule;
  const times = plateaus(schedule, finished);
  return times === 0 || base <= minLearningRate ? base : Math.max(minLearningRate, base * factor ** times);
}

/** How often the figure has not improved for `patience` epochs. Each plateau starts the count anew, the best figure stays. */
function plateaus({ monitor, patience, minDelta }: ReduceOnPlateau, finished: readonly EpochScores[]): number {
  let best: number | null = null;
  let waited = 0;
  let found = 0;
  for (const scores of finished) {
    const value = monitored(scores, monitor);
    if (value === null) continue;
    if (improves(value, best, monitor, minDelta)) {
      best = value;
      waited = 0;
    } else if (++waited >= patience) {
      found++;
      waited = 0;
    }
  }
  return found;
}

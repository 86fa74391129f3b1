import type { Experiment } from '@/experiment/experiment';
import { type Difference, differences } from '@/experiment/identity';
import { SCHEDULES } from '@/experiment/training/schedules';
import type { ScheduleCycle } from '@/experiment/training/schedules/rate';
import { epochsInWords } from '@/experiment/words/numbers';
import type { Intervention, Position, Run } from './types';

/**
 * The stretch of epochs over which a schedule runs at an epoch: the last that was begun anew by then; `null` where it still runs over the Experiment's
 * own epochs. An entry of the log that begins at or before an earlier one's start takes its place.
 */
export function cycleAt(interventions: readonly Intervention[], epoch: number): ScheduleCycle | null {
  const begun = interventions.findLast((entry) => entry.what === 'scheduleRestarted' && entry.epoch <= epoch);
  return begun ? { from: begun.epoch, epochs: begun.value ?? 1 } : null;
}

/**
 * What is recorded when a run gets more epochs than it was planned for: a schedule that comes to its end with the last planned epoch (cosine, exponential)
 * begins anew there and runs once over the added ones, since a rate at its end teaches nothing more. `null` where the schedule just goes on.
 *
 * @param planned the epochs planned until now
 * @param epochs the epochs in all
 */
export function scheduleRestart(run: Pick<Run, 'experiment' | 'stepsPerEpoch'>, planned: number, epochs: number): Intervention | null {
  const { schedule } = run.experiment.training;
  const entry = SCHEDULES[schedule.kind];
  if (entry.withMoreEpochs !== 'restarts' || epochs <= planned) return null;
  const added = epochs - planned;
  const note = `${entry.title} schedule starts again over ${epochsInWords(added)}`;
  return { what: 'scheduleRestarted', epoch: planned, step: planned * run.stepsPerEpoch, note, value: added };
}

/** How the learning rate in force is called in a run's log. */
export function learningRateNote({ experiment }: Pick<Run, 'experiment'>, learningRate: number): string {
  const { schedule, warmupEpochs } = experiment.training;
  return `Learning rate ${learningRate}${schedule.kind !== 'constant' || warmupEpochs > 0 ? ', before its schedule' : ''}`;
}

/** What is recorded when a stored run resumes at `position` with another learning rate or more epochs. */
export function resumingInterventions(
  stored: Run,
  position: Position,
  wishes: { epochs?: number | undefined; learningRate?: number | undefined },
): Intervention[] {
  const { epochs = stored.epochs, learningRate = stored.learningRate } = wishes;
  // A run that early stopping ended before its last epoch leaves the rest of its plan behind.
  const restart = scheduleRestart(stored, Math.min(stored.epochs, position.epoch), epochs);
  const log: Intervention[] = epochs > stored.epochs && restart ? [restart] : [];
  if (learningRate !== stored.learningRate) {
    log.unshift({ ...position, what: 'learningRate', note: learningRateNote(stored, learningRate), value: learningRate });
  }
  return log;
}

/** Settings that a run follows when it goes on: the number of epochs and the learning rate. What has no effect on a network is not among the rest. */
const FOLLOWED: ReadonlySet<Difference> = new Set<Difference>(['training.learningRate', 'training.epochs']);

/** The changed settings that a run that goes on cannot take over: it keeps its own. */
export const keptSettings = (run: Pick<Run, 'experiment'>, design: Experiment): Difference[] =>
  differences(design, run.experiment).filter((part) => !FOLLOWED.has(part));

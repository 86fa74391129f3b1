import { classicalOf, type Experiment } from '@/experiment/experiment';
import { fieldProblem } from '@/experiment/field';
import { parseExperiment } from '@/experiment/schema';
import { optionIssues } from '@/experiment/setting-issue';
import { SETTINGS } from '@/experiment/training/settings';
import type { Run } from '@/run/types';
import type { CommandOf } from './protocol';
import type { ResumePoint } from './run/resume-point';

/**
 * The rules that commands are checked by at the worker's door, the same as those of the fields on the page. Each says in words what is wrong, or
 * `null`. What passes can be stored and read back.
 */
const { batchSize, epochs, learningRate, seed, warmupEpochs } = SETTINGS;

export function trainProblem(experiment: Experiment): string | null {
  if (!parseExperiment(experiment)) return 'This design has a setting of a kind that this version does not know.';
  const fields = classicalOf(experiment) ? [seed] : [learningRate, warmupEpochs, batchSize, epochs, seed];
  return optionIssues(fields, experiment.training)[0]?.message ?? null;
}

export const learningRateProblem = (value: number): string | null => fieldProblem(learningRate, value);

/** @param total epochs in all, for a run that has `done` of them: what is left is checked as the field is */
export function epochsProblem(total: number, { epochRecords }: Pick<Run, 'epochRecords'>): string | null {
  return fieldProblem(epochs, total - epochRecords.length);
}

export function continueProblem(command: CommandOf<'continue'>, { run }: ResumePoint): string | null {
  const rate = command.learningRate === undefined ? null : learningRateProblem(command.learningRate);
  return rate ?? (command.epochs === undefined ? null : epochsProblem(command.epochs, run));
}

/**
 * The changes that a new worker takes over from the one it replaces. Values that a field would refuse are left out, as the lost worker did.
 * @param run as it is stored
 */
export function allowedWishes(command: CommandOf<'continue'>, run: Run | null): CommandOf<'continue'> {
  if (command.recovered === null || !run) return command;
  const { epochs, learningRate, ...rest } = command;
  return {
    ...rest,
    ...(epochs !== undefined && epochsProblem(epochs, run) === null ? { epochs } : {}),
    ...(learningRate !== undefined && learningRateProblem(learningRate) === null ? { learningRate } : {}),
  };
}

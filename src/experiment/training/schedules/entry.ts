import type { KindChoice } from '@/experiment/choice';
import type { SettingIssue } from '@/experiment/setting-issue';
import type { EpochScores } from '@/experiment/training/monitoring';

/** Where in a run a learning rate is asked for. */
export interface SchedulePoint {
  /** Epochs since the schedule began, with the fraction of the one under way. */
  epoch: number;
  /** Epochs over which the schedule runs once. */
  epochs: number;
  /** The scores of all epochs done, in order. */
  finished: readonly EpochScores[];
}

/** What the checks of a schedule need to know of the run. */
export interface ScheduledRun {
  epochs: number;
  learningRate: number;
  /** Number of validation images. */
  validation: number;
}

/** A warm-up, which multiplies the learning rate by (epoch + step) / epochs until that reaches 1. */
export interface Ramp {
  /** Epochs that the warm-up takes. */
  warmupEpochs: number;
  /** Epochs of the run. */
  epochs: number;
  /** One step, in epochs. */
  step: number;
}

/** One way in which the learning rate moves over a run. */
export interface ScheduleEntry<T extends { kind: string }> extends KindChoice<T> {
  /** The learning rate at a point of the run, before warm-up; `base` is the rate that is set. It never rises while `base` stays. */
  rate(schedule: T, base: number, point: SchedulePoint): number;
  /**
   * The epochs (with fractions) within a warm-up at which the rate may be highest, besides the warm-up's end: where (epoch + step) * rate has a
   * local maximum. `null` where the rate does not follow from the settings alone, so that there is no plan of it.
   */
  peaks: ((schedule: T, ramp: Ramp) => number[]) | null;
  /** What a run that has ended and is given more epochs does with the schedule: begins it again over these epochs, or lets it go on. */
  withMoreEpochs: 'restarts' | 'goesOn';
  /** What it does, in one line. */
  words(schedule: T): string;
  /** What makes no sense in this run, once each option is right by itself: at the option's name. */
  issues(schedule: T, run: ScheduledRun): SettingIssue[];
}

/** Describes a schedule; its type follows from the schema. */
export const schedule = <T extends { kind: string }>(
  entry: Pick<ScheduleEntry<T>, 'schema'> & Omit<ScheduleEntry<NoInfer<T>>, 'schema'>,
): ScheduleEntry<T> => entry;

import type { KindChoice } from '@/experiment/choice';
import type { SettingIssue } from '@/experiment/setting-issue';
import type { EpochScores } from '@/experiment/training/monitoring';

/** Where in a run a learning rate is asked for. */
export interface SchedulePoint {
  /** Epochs since the schedule began, with the fraction of the one under way. */
  epoch: number;
  /** Epochs over which the schedule is to run once. */
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

/** One way in which the learning rate moves over a run. */
export interface ScheduleEntry<T extends { kind: string }> extends KindChoice<T> {
  /** The learning rate at a point of the run, before warm-up; `base` is the rate that is set. It never rises while `base` stays. */
  rate(schedule: T, base: number, point: SchedulePoint): number;
  /** Whether the rate follows from the settings alone, so that it can be drawn before the run. */
  planned: boolean;
  /** What it does, in one line. */
  words(schedule: T): string;
  /** What makes no sense in this run, once each option is right by itself: at the option's name. */
  issues(schedule: T, run: ScheduledRun): SettingIssue[];
}

/** Describes a schedule; its type follows from the schema. */
export const schedule = <T extends { kind: string }>(
  entry: Pick<ScheduleEntry<T>, 'schema'> & Omit<ScheduleEntry<NoInfer<T>>, 'schema'>,
): ScheduleEntry<T> => entry;

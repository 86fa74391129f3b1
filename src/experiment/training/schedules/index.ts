import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { constant } from './constant';
import { cosine } from './cosine';
import type { ScheduleEntry } from './entry';
import { exponential } from './exponential';
import { reduceOnPlateau } from './reduce-on-plateau';
import { step } from './step';

/** The learning rate schedules, in the order in which they are offered. */
export const SCHEDULES = choiceTable({ constant, step, exponential, cosine, reduceOnPlateau });

/** How the learning rate moves over a run. */
export type Schedule = ValueOf<typeof SCHEDULES>;

export const SCHEDULE_KINDS = keysOf(SCHEDULES);

/** The entry of a schedule's own kind. */
export const scheduleEntry = ({ kind }: Schedule): ScheduleEntry<Schedule> => SCHEDULES[kind] as unknown as ScheduleEntry<Schedule>;

import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { classes } from './classes';
import type { TaskEntry } from './entry';
import { groups } from './groups';
import { number } from './number';
import { pair } from './pair';

/** The tasks, in the order in which they are offered. */
export const TASKS = choiceTable({ classes, groups, pair, number });

/** What the network is asked: which labels become which outputs. */
export type Task = ValueOf<typeof TASKS>;

export type TaskKind = keyof typeof TASKS;

export const TASK_KINDS = keysOf(TASKS);

/** The entry of a task's own kind. */
export const taskEntry = ({ kind }: Task): TaskEntry<Task> => TASKS[kind] as unknown as TaskEntry<Task>;

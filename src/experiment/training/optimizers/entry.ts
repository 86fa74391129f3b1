import type { KindChoice } from '@/experiment/choice';
import type { SettingIssue } from '@/experiment/setting-issue';

/**
 * One optimizer. The files of this folder state each one's update, where g is the gradient of the loss (L1 / L2 and clipping included), lr the
 * learning rate, and t the number of the update, from 1. An engine's table of updates holds the computation.
 */
export interface OptimizerEntry<T extends { kind: string }> extends KindChoice<T> {
  /** Keras's default learning rate. */
  learningRate: number;
  /** The arrays it keeps for each trainable weight, in this order, and the number that each is filled with at first. */
  slots(optimizer: T): Readonly<Record<string, number>>;
  /** What is to be said about a learning rate in this optimizer's hands, at `learningRate`. Absent where any rate may be right. */
  rateIssues?(learningRate: number): SettingIssue[];
}

/** Describes an optimizer; its type follows from the schema. */
export const optimizer = <T extends { kind: string }>(
  entry: Pick<OptimizerEntry<T>, 'schema'> & Omit<OptimizerEntry<NoInfer<T>>, 'schema'>,
): OptimizerEntry<T> => entry;

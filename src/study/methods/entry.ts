import type { KindChoice } from '@/experiment/choice';
import type { Experiment } from '@/experiment/experiment';
import type { SearchSpace } from '@/study/space/search-space';
import type { Objective, Step, Trial } from '@/study/trial';

/** What a method looks at to say what is tried next. */
export interface Situation<T> {
  method: T;
  base: Experiment;
  space: SearchSpace;
  objective: Objective;
  seed: number;
  budget: number;
  /** In order; none of them is running. Those that were skipped are among them. */
  trials: readonly Trial[];
}

/** One method: how the values of the next trial follow from what came out so far. */
export interface MethodEntry<T extends { kind: string }> extends KindChoice<T> {
  /** What its budget counts: "Trials", "Seeds". */
  budgetLabel: string;
  /** The budget of a new study. */
  budget: number;
  /** Whether parameters are opened: all methods but Repeat need one. */
  needsSpace: boolean;
  /** How many trials the budget buys, as far as one can know. */
  trials(situation: Omit<Situation<T>, 'trials'>): number;
  /** What is tried next, by nothing but the situation; `null` at the end. */
  next(situation: Situation<T>): Step | null;
  /** What is wrong with the method's options or the space, in a sentence; `null` where nothing is. */
  problem?(situation: Omit<Situation<T>, 'trials'>): string | null;
}

/** Describes a method; its type follows from the schema. */
export const method = <T extends { kind: string }>(
  entry: Pick<MethodEntry<T>, 'schema'> & Omit<MethodEntry<NoInfer<T>>, 'schema'>,
): MethodEntry<T> => entry;

/** Trials that count for the budget. */
export const counting = (trials: readonly Trial[]): Trial[] => trials.filter(({ status }) => status !== 'skipped');

/** A new trial with the base's own seed and epochs. */
export const startOf = (values: Trial['values'], { training }: Experiment): Step => ({
  kind: 'start',
  values,
  seed: training.seed,
  epochs: null,
});

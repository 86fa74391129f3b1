import type { KindChoice } from '@/experiment/choice';
import type { SettingIssue } from '@/experiment/setting-issue';

/** What a model's options are to work on. */
export interface Surroundings {
  /** Bytes of an image, or inputs of a row. */
  pixels: number;
  /** Classes of the task; 1 where a number is predicted. */
  classes: number;
  /** Images or rows to learn from; 0 while nobody knows. */
  trainingImages: number;
}

/**
 * One classical model: it learns from the pixels of an image, or from the inputs of a row, as a plain list of numbers. Options and their defaults are
 * scikit-learn's; the files of this folder and of `regressors` say what each one means. An engine's table of algorithms holds the computation.
 */
export interface ClassicalEntry<T extends { kind: string }> extends KindChoice<T> {
  /** Whether class weights make a difference: a model that only counts or compares images has no use for them. */
  usesClassWeights: boolean;
  /**
   * Whether it answers by comparing with the training images. Such a model waits for them after a reload, and is not tested on them: each one
   * is its own nearest.
   */
  keepsImages: boolean;
  /** Its title, and the option by which people tell two of a kind apart: "Random forest, 100 trees". */
  words(model: T): string;
  /** What it learns, in a sentence, as the parameters say for a network. */
  learns(model: T, surroundings: Surroundings): string;
  /** Why it has no curves, in a sentence. */
  noCurve: string;
  /** What makes no sense with this many training images, once each option is right by itself: at the option's name. Absent: nothing. */
  issues?(model: T, trainingImages: number): SettingIssue[];
}

/** Describes a classical model; its type follows from the schema. */
export const classicalModel = <T extends { kind: string }>(
  entry: Pick<ClassicalEntry<T>, 'schema'> & Omit<ClassicalEntry<NoInfer<T>>, 'schema'>,
): ClassicalEntry<T> => entry;

import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { optionIssues, type SettingIssue } from '@/experiment/setting-issue';
import { decisionTree } from './decision-tree';
import type { ClassicalEntry } from './entry';
import { logisticRegression } from './logistic-regression';
import { mostFrequent } from './most-frequent';
import { nearestNeighbours } from './nearest-neighbours';
import { randomForest } from './random-forest';

/** The classical models, in the order in which they are offered. An engine whose own table lacks one of them does not compile. */
export const CLASSICAL_MODELS = choiceTable({ mostFrequent, logisticRegression, nearestNeighbours, decisionTree, randomForest });

/** A classical model with its options. */
export type ClassicalModel = ValueOf<typeof CLASSICAL_MODELS>;

export type ClassicalKind = keyof typeof CLASSICAL_MODELS;

/** The options of one kind. */
export type ModelOf<K extends ClassicalKind> = Extract<ClassicalModel, { kind: K }>;

export const CLASSICAL_KINDS = keysOf(CLASSICAL_MODELS);

/** The entry of a model's own kind. */
export const classicalEntry = ({ kind }: ClassicalModel): ClassicalEntry<ClassicalModel> =>
  CLASSICAL_MODELS[kind] as unknown as ClassicalEntry<ClassicalModel>;

/** What is wrong with a model's options, each at the option's name. */
export function classicalIssues(model: ClassicalModel, trainingImages: number): SettingIssue[] {
  const { fields, issues } = classicalEntry(model);
  const wrong = optionIssues(fields, model);
  return wrong.length > 0 ? wrong : (issues?.(model, trainingImages) ?? []);
}

/** Whether fitting the model takes the weights of classes into account. */
export const usesClassWeights = ({ kind }: ClassicalModel): boolean => CLASSICAL_MODELS[kind].usesClassWeights;

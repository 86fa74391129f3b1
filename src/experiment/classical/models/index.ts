import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { REGRESSOR_KINDS, REGRESSORS } from '@/experiment/classical/regressors';
import { optionIssues, type SettingIssue } from '@/experiment/setting-issue';
import { decisionTree } from './decision-tree';
import type { ClassicalEntry } from './entry';
import { logisticRegression } from './logistic-regression';
import { mostFrequent } from './most-frequent';
import { nearestNeighbours } from './nearest-neighbours';
import { onRows } from './on-rows';
import { randomForest } from './random-forest';

/** The classical models that name classes, in the order in which they are offered. An engine whose own table lacks one of them does not compile. */
const CLASSIFIERS = choiceTable({ mostFrequent, logisticRegression, nearestNeighbours, decisionTree, randomForest });

/** All classical models: those that predict a number, and those that name classes. */
export const CLASSICAL_MODELS = choiceTable({ ...REGRESSORS, ...CLASSIFIERS });

/** A classical model that names classes, with its options. */
export type ClassifierModel = ValueOf<typeof CLASSIFIERS>;

/** A classical model with its options. */
export type ClassicalModel = ValueOf<typeof CLASSICAL_MODELS>;

/** The kinds that name classes. */
export type ClassicalKind = keyof typeof CLASSIFIERS;

/** The options of one kind. */
export type ModelOf<K extends ClassicalKind> = Extract<ClassifierModel, { kind: K }>;

export const CLASSICAL_KINDS = keysOf(CLASSIFIERS);

/** The kinds that a person can choose among, by what is predicted. */
export const kindsFor = (isNumber: boolean): ClassicalModel['kind'][] => (isNumber ? REGRESSOR_KINDS : CLASSICAL_KINDS);

/** The entry of a model's own kind, in the words of what it learns from. */
export function classicalEntry({ kind }: ClassicalModel, item: 'image' | 'row' = 'image'): ClassicalEntry<ClassicalModel> {
  const entry = CLASSICAL_MODELS[kind] as unknown as ClassicalEntry<ClassicalModel>;
  return item === 'row' ? onRows(entry) : entry;
}

/** What is wrong with a model's options, each at the option's name. */
export function classicalIssues(model: ClassicalModel, trainingImages: number): SettingIssue[] {
  const { fields, issues } = classicalEntry(model);
  const wrong = optionIssues(fields, model);
  return wrong.length > 0 ? wrong : (issues?.(model, trainingImages) ?? []);
}

/** Whether fitting the model takes the weights of classes into account. */
export const usesClassWeights = ({ kind }: ClassicalModel): boolean => CLASSICAL_MODELS[kind].usesClassWeights;

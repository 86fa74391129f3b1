import type { Items, PreparedData } from '@/dataset/types';
import type { ClassicalKind, ModelOf } from '@/experiment/classical/models';
import type { Algorithm } from './algorithm';
import { type LogisticRegressionState, logisticRegression } from './logistic/logistic-regression';
import { type MostFrequentState, mostFrequent } from './most-frequent';
import { type NearestNeighboursState, nearestNeighbours } from './neighbours/nearest-neighbours';
import { type ImageRows, rowsAt, rowsOf } from './rows';
import { inSlices, type Work } from './slices';
import { type DecisionTreeState, decisionTree } from './trees/decision-tree';
import { type RandomForestState, randomForest } from './trees/random-forest';

/** What a fitted model knows, by kind: plain values and typed arrays, as storage and postMessage take them. */
interface States {
  mostFrequent: MostFrequentState;
  logisticRegression: LogisticRegressionState;
  nearestNeighbours: NearestNeighboursState;
  decisionTree: DecisionTreeState;
  randomForest: RandomForestState;
}

/** The state of a fitted model, of one kind or of any. */
export type ClassifierState<K extends ClassicalKind = ClassicalKind> = States[K];

const ALGORITHMS: { [K in ClassicalKind]: Algorithm<K, States[K]> } = {
  mostFrequent,
  logisticRegression,
  nearestNeighbours,
  decisionTree,
  randomForest,
};

/** A fitted model. It keeps the data it was fitted on, since neighbours are looked for there, and positions mean its images. */
export interface Classifier<K extends ClassicalKind = ClassicalKind> {
  readonly kind: K;
  /** Classes of the task, hence columns of the probabilities. */
  readonly classes: number;
  /** What people should know of how the fit ended, in sentences. Empty: nothing. */
  readonly notes: readonly string[];
  /** Class probabilities of images of the prepared data, by position: `indices.length * classes` numbers, row after row. */
  probabilities(indices: Uint32Array, work: Work): Promise<Float32Array>;
  /** Class probabilities of images given as bytes, one after the other. Rejects with a RangeError where they are no whole images. */
  probabilitiesOf(items: Items, work: Work): Promise<Float32Array>;
  /** What `restoreClassifier` makes this model of again, with the same data. Not a copy: it is not to be changed. */
  toState(): ClassifierState<K>;
}

/**
 * Fits a model on the training images. The same data, model and seed give the same model. Works in slices of about 50 ms between breaths;
 * rejects with the signal's reason once that is aborted, and with a RangeError where there are no training images. Class weights count in
 * logistic regression and trees; augmentation plays no part.
 */
export async function fitClassifier<K extends ClassicalKind>(
  model: ModelOf<K> & { kind: K },
  { data, seed, ...work }: Work & { data: PreparedData; seed: number },
): Promise<Classifier<K>> {
  if (data.train.length === 0) throw new RangeError('There are no training images to learn from.');
  const algorithm: Algorithm<K, States[K]> = ALGORITHMS[model.kind];
  return classifierOf(model.kind, await inSlices(algorithm.fit({ model, data, seed }), work), data);
}

/** A model fitted earlier, with the data it was fitted on. Throws a RangeError where the two do not go together. */
export function restoreClassifier<K extends ClassicalKind>(state: ClassifierState<K> & { kind: K }, data: PreparedData): Classifier<K> {
  if (state.classes !== data.classNames.length) {
    throw new RangeError(`The model knows ${state.classes} classes, the data have ${data.classNames.length}.`);
  }
  const algorithm: Algorithm<K, States[K]> = ALGORITHMS[state.kind];
  if (algorithm.isWhole?.(state, data) === false) throw new RangeError('Parts of the model are missing, or of another version of the app.');
  return classifierOf<K>(state.kind, state, data);
}

function classifierOf<K extends ClassicalKind>(kind: K, state: States[K], data: PreparedData): Classifier<K> {
  const algorithm: Algorithm<K, States[K]> = ALGORITHMS[kind];
  const predict = (rows: ImageRows, work: Work) => inSlices(algorithm.predict(state, rows, data), work);
  return {
    kind,
    classes: data.classNames.length,
    notes: algorithm.notes?.(state) ?? [],
    probabilities: (indices, work) => predict(rowsAt(data, indices), work),
    probabilitiesOf: async (items, work) => {
      if (items instanceof Float32Array) throw new Error('This model cannot read rows of a table.');
      return predict(rowsOf(items, data), work);
    },
    toState: () => state,
  };
}

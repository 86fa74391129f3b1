import type { PreparedData } from '@/dataset/types';
import type { Steps } from '@/engine/classical/slices';
import type { RegressorKind } from '@/experiment/classical/regressors';
import { type LinearState, linearRegression, mean, ridge } from './linear';
import { type NearestState, nearestNeighboursRegressor } from './nearest';
import { decisionTreeRegressor, randomForestRegressor, type TreesState } from './trees';
import type { Regressor, RegressorAlgorithm, Rows } from './types';

/** What a fitted model knows, by kind: plain values and typed arrays. Its numbers are standardized. */
interface States {
  mean: LinearState<'mean'>;
  linearRegression: LinearState<'linearRegression'>;
  ridge: LinearState<'ridge'>;
  nearestNeighboursRegressor: NearestState;
  decisionTreeRegressor: TreesState<'decisionTreeRegressor'>;
  randomForestRegressor: TreesState<'randomForestRegressor'>;
}

/** The state of a fitted model, of one kind or of any. */
export type RegressorState<K extends RegressorKind = RegressorKind> = States[K];

const ALGORITHMS: { [K in RegressorKind]: RegressorAlgorithm<K, States[K]> } = {
  mean,
  linearRegression,
  ridge,
  nearestNeighboursRegressor,
  decisionTreeRegressor,
  randomForestRegressor,
};

/** Fits a model on the training rows. Throws an Error where the data have no number to predict. */
export function fitRegressor<K extends RegressorKind>(
  model: Regressor<K> & { kind: K },
  data: PreparedData,
  seed: number,
): Steps<RegressorState<K>> {
  const target = data.table?.target;
  if (!data.table || !target) throw new Error('This model predicts numbers, and these data have none to predict.');
  const truth = Float64Array.from(target.values, (value) => (value - target.mean) / target.deviation);
  const algorithm: RegressorAlgorithm<K, States[K]> = ALGORITHMS[model.kind];
  return algorithm.fit({ model, data, rows: data.table, truth, seed });
}

/** Standardized numbers, one a row. `data` is what the model was fitted on. */
export function predictRows<K extends RegressorKind>(
  state: RegressorState<K> & { kind: K },
  rows: Rows,
  data: PreparedData,
): Steps<Float32Array> {
  const algorithm: RegressorAlgorithm<K, States[K]> = ALGORITHMS[state.kind];
  return algorithm.predict(state, rows, data);
}

import type { PreparedData } from '@/dataset/types';
import type { Steps } from '@/engine/classical/slices';
import { fitLinear, type LinearState, predictLinear } from './linear';
import { fitNearest, type NearestState, predictNearest } from './nearest';
import { fitTrees, predictTrees, type TreesState } from './trees';
import type { Regressor, RegressorTask, Rows } from './types';

/** What a fitted one knows: plain values and typed arrays. Its numbers are standardized. */
export type RegressorState = LinearState | NearestState | TreesState;

/** Fits a model on the training rows. Throws an Error where the data have no number to predict. */
export function* fitRegressor(model: Regressor, data: PreparedData, seed: number): Steps<RegressorState> {
  const target = data.table?.target;
  if (!data.table || !target) throw new Error('This model predicts numbers, and these data have none to predict.');
  const truth = Float64Array.from(target.values, (value) => (value - target.mean) / target.deviation);
  const task: RegressorTask = { model, data, rows: data.table, truth, seed };
  switch (model.kind) {
    case 'mean':
    case 'linearRegression':
    case 'ridge':
      return yield* fitLinear(task);
    case 'nearestNeighboursRegressor':
      return yield* fitNearest(task);
    case 'decisionTreeRegressor':
    case 'randomForestRegressor':
      return yield* fitTrees(task);
  }
}

/** Standardized numbers, one a row. `data` is what the model was fitted on. */
export function predictRows(state: RegressorState, rows: Rows, data: PreparedData): Steps<Float32Array> {
  switch (state.kind) {
    case 'mean':
    case 'linearRegression':
    case 'ridge':
      return predictLinear(state, rows);
    case 'nearestNeighboursRegressor':
      return predictNearest(state, rows, data);
    case 'decisionTreeRegressor':
    case 'randomForestRegressor':
      return predictTrees(state, rows);
  }
}

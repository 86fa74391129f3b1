import type { PreparedData, PreparedTable } from '@/dataset/types';
import type { Steps } from '@/engine/classical/slices';
import type { RegressorKind, RegressorModel } from '@/experiment/classical/regressors';

/** The options of a model that predicts a number, of one kind or of any. */
export type Regressor<K extends RegressorKind = RegressorKind> = Extract<RegressorModel, { kind: K }>;

/** Rows to look at: row i begins at number positions[i] * width. */
export interface Rows extends Pick<PreparedTable, 'inputs' | 'width'> {
  positions: Uint32Array;
}

/** What a model of any kind learns from. */
export interface Lesson {
  data: PreparedData;
  rows: PreparedTable;
  /** Standardized, by row. */
  truth: Float64Array;
  seed: number;
}

/** The same with the options of one kind. */
export interface RegressorTask<K extends RegressorKind> extends Lesson {
  model: Regressor<K>;
}

/** One kind of model: how it learns, and how it answers. `State` is plain data and typed arrays, fit for storage. */
export interface RegressorAlgorithm<K extends RegressorKind, State> {
  fit(task: RegressorTask<K>): Steps<State>;
  /** Standardized numbers, one a row. `data` is what the model was fitted on. */
  predict(state: State, rows: Rows, data: PreparedData): Steps<Float32Array>;
}

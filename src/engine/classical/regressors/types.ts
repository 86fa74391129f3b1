import type { PreparedData, PreparedTable } from '@/dataset/types';
import type { ClassicalModel } from '@/experiment/classical/models';
import type { RegressorKind } from '@/experiment/classical/regressors';

/** The options of a model that predicts a number. */
export type Regressor = Extract<ClassicalModel, { kind: RegressorKind }>;

/** Rows to look at: row i begins at number positions[i] * width. */
export interface Rows extends Pick<PreparedTable, 'inputs' | 'width'> {
  positions: Uint32Array;
}

/** What a model learns from. */
export interface RegressorTask {
  model: Regressor;
  data: PreparedData;
  rows: PreparedTable;
  /** Standardized, by row. */
  truth: Float64Array;
  seed: number;
}

import type { PreparedData, PreparedTable } from '@/dataset/types';
import type { Rows } from '@/engine/classical/regressors/types';
import type { Steps } from '@/engine/classical/slices';
import type { ClassicalKind, ModelOf } from '@/experiment/classical/models';

/** What a model of classes learns from where the items are rows of a table. */
export interface RowLesson<K extends ClassicalKind> {
  model: ModelOf<K> & { kind: K };
  data: PreparedData;
  rows: PreparedTable;
  seed: number;
}

/** How a model of classes learns from rows, and how it answers. `State` is plain data and typed arrays, fit for storage. */
export interface RowAlgorithm<K extends ClassicalKind, State> {
  fit(lesson: RowLesson<K>): Steps<State>;
  /** Class probabilities, `rows.positions.length * classes` numbers, row after row. `data` is what the model was fitted on. */
  predict(state: State, rows: Rows, data: PreparedData): Steps<Float32Array>;
}

import type { PreparedData } from '@/dataset/types';
import type { ClassicalKind, ModelOf } from '@/experiment/classical/models';
import type { ImageRows } from './rows';
import type { Steps } from './slices';

/** What a model learns from. */
export interface FitTask<K extends ClassicalKind> {
  model: ModelOf<K>;
  data: PreparedData;
  seed: number;
}

/** One kind of model: how it learns, and how it answers. `State` is plain data and typed arrays, fit for storage. */
export interface Algorithm<K extends ClassicalKind, State> {
  fit(task: FitTask<K>): Steps<State>;
  /** Class probabilities, `rows.positions.length * classes` numbers, row after row. `data` is what the model was fitted on. */
  predict(state: State, rows: ImageRows, data: PreparedData): Steps<Float32Array>;
  /** Whether a state from storage has the layout that `predict` reads it by. Absent: any state that storage takes has. */
  isWhole?(state: State, data: PreparedData): boolean;
  /** What people should know of how the fit ended, in sentences. */
  notes?(state: State): string[];
}

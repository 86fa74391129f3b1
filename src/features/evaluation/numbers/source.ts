import type { DatasetId } from '@/experiment/data/datasets';
import type { SetPredictions } from '@/stores/types';

/** What the parts of a report on numbers are made of. */
export interface NumberSource {
  /** The run and its rows, in words. */
  subject: string;
  dataset: DatasetId;
  predictions: SetPredictions;
  numbers: NonNullable<SetPredictions['numbers']>;
  /** Cells of rows of the table: of one column, or of all with the target last. */
  fetchCells(positions: Uint32Array, column?: number): Promise<Float64Array[]>;
}

import type { PreparedData } from '@/dataset/types';
import { type MostFrequentState, mostFrequent } from '@/engine/classical/most-frequent';
import type { Rows } from '@/engine/classical/regressors/types';
import type { Steps } from '@/engine/classical/slices';
import type { ClassicalKind, ModelOf } from '@/experiment/classical/models';
import { type RowLogisticState, rowLogistic } from './row-logistic';
import { type RowNeighboursState, rowNeighbours } from './row-neighbours';
import { type RowTreesState, rowTrees } from './row-trees';

/** What a fitted model of classes knows where the items are rows of a table: plain values and typed arrays. */
export type RowState = MostFrequentState | RowTreesState | RowLogisticState | RowNeighboursState;

/** Fits a model of classes on the training rows. Throws an Error where the data are no table. */
export function fitRows(model: ModelOf<ClassicalKind>, data: PreparedData, seed: number): Steps<RowState> {
  const { table: rows } = data;
  if (!rows) throw new Error('These data are no table.');
  switch (model.kind) {
    case 'mostFrequent':
      return mostFrequent.fit({ model, data, seed });
    case 'logisticRegression':
      return rowLogistic.fit({ model, data, rows, seed });
    case 'nearestNeighbours':
      return rowNeighbours.fit({ model, data, rows, seed });
    case 'decisionTree':
    case 'randomForest':
      return rowTrees.fit({ model, data, rows, seed });
  }
}

/** Class probabilities, `rows.positions.length * classes` numbers. `data` is what the model was fitted on. */
export function predictClasses(state: RowState, rows: Rows, data: PreparedData): Steps<Float32Array> {
  switch (state.kind) {
    case 'mostFrequent':
      // It looks at nothing of a row.
      return mostFrequent.predict(state, { pixels: new Uint8Array(0), positions: rows.positions, size: 0 }, data);
    case 'rowLogistic':
      return rowLogistic.predict(state, rows, data);
    case 'rowNeighbours':
      return rowNeighbours.predict(state, rows, data);
    case 'rowTrees':
      return rowTrees.predict(state, rows, data);
  }
}

/** The kind of model that a state is of. */
export function kindOfRows(state: RowState): ClassicalKind {
  if (state.kind === 'rowTrees') return state.model;
  return { mostFrequent: 'mostFrequent', rowLogistic: 'logisticRegression', rowNeighbours: 'nearestNeighbours' }[
    state.kind
  ] as ClassicalKind;
}

/** What people should know of how the fit ended, in sentences. */
export const notesOfRows = (state: RowState): string[] =>
  state.kind !== 'rowLogistic' || state.settled
    ? []
    : [`Stopped after ${state.iterations} iterations, before it had settled: more may do better.`];

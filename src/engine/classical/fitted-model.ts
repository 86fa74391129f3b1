import type { PreparedData } from '@/dataset/types';
import type { ClassicalModel } from '@/experiment/classical/models';
import { isRegressorKind } from '@/experiment/classical/regressors';
import { type Classifier, type ClassifierState, fitClassifier, restoreClassifier } from './classifier';
import { fitRegressor, predictRows, type RegressorState } from './regressors/regressor';
import type { Regressor, Rows } from './regressors/types';
import { inSlices, type Work } from './slices';

/** What any fitted classical model knows: plain values and typed arrays, as storage and postMessage take them. */
export type FittedState = ClassifierState | RegressorState;

/** A fitted classical model. One that predicts a number has one column, which is that number, standardized. */
export interface FittedModel extends Omit<Classifier, 'kind' | 'toState'> {
  readonly kind: ClassicalModel['kind'];
  toState(): FittedState;
}

/** Fits a classical model of either kind, as `fitClassifier` does. */
export async function fitModel(model: ClassicalModel, options: Work & { data: PreparedData; seed: number }): Promise<FittedModel> {
  if (!isRegressor(model)) return fitClassifier(model, options);
  const { data, seed, ...work } = options;
  if (data.train.length === 0) throw new RangeError('There are no training rows to learn from.');
  return regressorOf(await inSlices(fitRegressor(model, data, seed), work), data);
}

/** A model fitted earlier, with the data it was fitted on. Throws a RangeError where the two do not go together. */
export function restoreModel(state: FittedState, data: PreparedData): FittedModel {
  return isRegressorState(state) ? regressorOf(state, data) : restoreClassifier(state, data);
}

const isRegressor = (model: ClassicalModel): model is Regressor => isRegressorKind(model.kind);

const isRegressorState = (state: FittedState): state is RegressorState => isRegressorKind(state.kind);

function regressorOf(state: RegressorState, data: PreparedData): FittedModel {
  const predict = (rows: Rows, work: Work) => inSlices(predictRows(state, rows, data), work);
  const width = data.table?.width ?? 1;
  return {
    kind: state.kind,
    classes: 1,
    notes: [],
    async probabilities(positions, work) {
      if (!data.table) throw new Error('The rows of this table are not here.');
      return predict({ inputs: data.table.inputs, width, positions }, work);
    },
    async probabilitiesOf(items, work) {
      if (!(items instanceof Float32Array)) throw new Error('This model reads rows of a table, not images.');
      return predict({ inputs: items, width, positions: Uint32Array.from({ length: items.length / width }, (_, row) => row) }, work);
    },
    toState: () => state,
  };
}

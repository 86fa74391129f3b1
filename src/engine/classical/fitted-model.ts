import type { PreparedData } from '@/dataset/types';
import type { ClassicalModel } from '@/experiment/classical/models';
import { isRegressorKind } from '@/experiment/classical/regressors';
import { type Classifier, type ClassifierState, fitClassifier, restoreClassifier } from './classifier';
import { fitRegressor, predictRows, type RegressorState } from './regressors/regressor';
import type { Regressor, Rows } from './regressors/types';
import { inSlices, type Steps, type Work } from './slices';
import { fitRows, kindOfRows, notesOfRows, predictClasses, type RowState } from './tables/row-classifier';

/** What any fitted classical model knows: plain values and typed arrays, as storage and postMessage take them. */
export type FittedState = ClassifierState | RegressorState | RowState;

/** A fitted classical model. One that predicts a number has one column, which is that number, standardized. */
export interface FittedModel extends Omit<Classifier, 'kind' | 'toState'> {
  readonly kind: ClassicalModel['kind'];
  toState(): FittedState;
}

/** Fits a classical model of any kind, on images or on rows of a table, as `fitClassifier` does. */
export async function fitModel(model: ClassicalModel, options: Work & { data: PreparedData; seed: number }): Promise<FittedModel> {
  const { data, seed, ...work } = options;
  if (!isRegressor(model) && !data.table) return fitClassifier(model, options);
  if (data.train.length === 0) throw new RangeError('There are no training rows to learn from.');
  if (!isRegressor(model)) return classesOf(await inSlices(fitRows(model, data, seed), work), data);
  return numbersOf(await inSlices(fitRegressor(model, data, seed), work), data);
}

/** A model fitted earlier, with the data it was fitted on. Throws a RangeError where the two do not go together. */
export function restoreModel(state: FittedState, data: PreparedData): FittedModel {
  if (isRegressorState(state)) return numbersOf(state, data);
  if (isRowState(state, data)) return classesOf(state, data);
  return restoreClassifier(state, data);
}

const isRegressor = (model: ClassicalModel): model is Regressor => isRegressorKind(model.kind);

const isRegressorState = (state: FittedState): state is RegressorState => isRegressorKind(state.kind);

const ROW_KINDS: ReadonlySet<string> = new Set<RowState['kind']>(['rowTrees', 'rowLogistic', 'rowNeighbours']);

const isRowState = (state: ClassifierState | RowState, data: PreparedData): state is RowState =>
  ROW_KINDS.has(state.kind) || (state.kind === 'mostFrequent' && data.table !== undefined);

const numbersOf = (state: RegressorState, data: PreparedData): FittedModel => ({
  kind: state.kind,
  classes: 1,
  notes: [],
  ...rowAnswers(data, (rows) => predictRows(state, rows, data)),
  toState: () => state,
});

function classesOf(state: RowState, data: PreparedData): FittedModel {
  if (state.classes !== data.classNames.length) {
    throw new RangeError(`The model knows ${state.classes} classes, the data have ${data.classNames.length}.`);
  }
  return {
    kind: kindOfRows(state),
    classes: state.classes,
    notes: notesOfRows(state),
    ...rowAnswers(data, (rows) => predictClasses(state, rows, data)),
    toState: () => state,
  };
}

/** Answers about rows of the data, or any others. */
function rowAnswers(
  { table }: PreparedData,
  predict: (rows: Rows) => Steps<Float32Array>,
): Pick<FittedModel, 'probabilities' | 'probabilitiesOf'> {
  const width = table?.width ?? 1;
  return {
    async probabilities(positions, work) {
      if (!table) throw new Error('The rows of this table are not here.');
      return inSlices(predict({ inputs: table.inputs, width, positions }), work);
    },
    async probabilitiesOf(items, work) {
      if (!(items instanceof Float32Array)) throw new Error('This model reads rows of a table, not images.');
      const positions = Uint32Array.from({ length: items.length / width }, (_, row) => row);
      return inSlices(predict({ inputs: items, width, positions }), work);
    },
  };
}

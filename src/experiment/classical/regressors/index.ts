import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { decisionTreeRegressor } from './decision-tree';
import { linearRegression } from './linear-regression';
import { mean } from './mean';
import { nearestNeighboursRegressor } from './nearest-neighbours';
import { randomForestRegressor } from './random-forest';
import { ridge } from './ridge';

/** The classical models that predict a number, in the order in which they are offered. Options and defaults are scikit-learn's. */
export const REGRESSORS = choiceTable({
  mean,
  linearRegression,
  ridge,
  nearestNeighboursRegressor,
  decisionTreeRegressor,
  randomForestRegressor,
});

export type RegressorKind = keyof typeof REGRESSORS;

/** A model that predicts a number, with its options. */
export type RegressorModel = ValueOf<typeof REGRESSORS>;

export const REGRESSOR_KINDS = keysOf(REGRESSORS);

export const isRegressorKind = (kind: string): kind is RegressorKind => Object.hasOwn(REGRESSORS, kind);

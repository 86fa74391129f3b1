export const R2 =
  'The share of the variance that is explained (R², the coefficient of determination): 1 is perfect, 0 is no better than always saying the mean, below 0 is worse.';
export const RMSE = 'Root mean squared error: the typical distance from the true number, in its unit. Large errors count most.';
export const MAE = 'Mean absolute error: the mean distance from the true number, in its unit.';
export const MEDIAN_ERROR = 'Half of the predictions are nearer to the true number than this (median absolute error).';
export const MSE = 'Mean squared error, in the square of the unit.';
export const EXPLAINED_VARIANCE = 'Like R2, but an error that is the same for all rows does not count.';
export const RESIDUAL = 'The true number minus the predicted one: above 0 the prediction was too low.';

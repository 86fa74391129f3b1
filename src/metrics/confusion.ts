/** What the cells of a shown confusion matrix are shares of: nothing (images), their true class, their predicted class, or everything. */
export type Normalization = 'counts' | 'row' | 'column' | 'all';

/**
 * Counts predictions by true class (rows) and predicted class (columns).
 *
 * @param targets right classes, each 0 … classes - 1
 * @param predictions predicted classes, as many as targets
 * @param classes how many classes there are
 * @throws RangeError where the two lists differ in length or a class does not exist: a matrix that silently leaves images out would lie
 */
export function confusionMatrix(targets: ArrayLike<number>, predictions: ArrayLike<number>, classes: number): number[][] {
  if (targets.length !== predictions.length) {
    throw new RangeError(`${targets.length} targets but ${predictions.length} predictions`);
  }
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < targets.length; i++) {
    const row = matrix[targets[i]!];
    const predicted = predictions[i]!;
    if (row?.[predicted] === undefined) throw new RangeError(`Image ${i}: class ${targets[i]} or ${predicted} is not one of ${classes}`);
    row[predicted] += 1;
  }
  return matrix;
}

/**
 * The matrix as shares (0 to 1) of what `by` names, or a copy of the counts. Where nothing is to be shared out (a class without images, or one
 * never predicted) the share is 0, not NaN.
 */
export function normalizeConfusion(matrix: readonly (readonly number[])[], by: Normalization): number[][] {
  const rows = matrix.map(sum);
  const columns = matrix.map((_, column) => sum(matrix.map((row) => row[column]!)));
  const all = sum(rows);
  const whole = (row: number, column: number) => (by === 'row' ? rows[row]! : by === 'column' ? columns[column]! : by === 'all' ? all : 1);
  return matrix.map((row, i) => row.map((count, j) => (count === 0 ? 0 : count / whole(i, j))));
}

/**
 * How the second of two matrices differs from the first, as shares of each true class: 0.02 means that two of a hundred images more of the row's class
 * are given the column's name. Shares, since the matrices need not be of equally many images.
 *
 * @throws RangeError where they are not of the same size
 */
export function confusionDifference(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  if (a.length !== b.length) throw new RangeError(`${a.length} classes against ${b.length}`);
  const [first, second] = [normalizeConfusion(a, 'row'), normalizeConfusion(b, 'row')];
  return first.map((row, i) => row.map((share, j) => second[i]![j]! - share));
}

/** Share of images on the diagonal; NaN for a matrix without images. */
export function accuracyOf(matrix: readonly (readonly number[])[]): number {
  return sum(matrix.map((row, i) => row[i]!)) / sum(matrix.map(sum));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Row after row, `size` numbers each: the lower triangle of a symmetric matrix, or of its Cholesky factor. */
export type Square = Float64Array;

/**
 * The lower Cholesky factor L of a symmetric positive definite matrix A = L Lᵀ, in place.
 *
 * @returns whether there is one; rounding may leave a matrix of nearly equal rows without
 */
export function cholesky(matrix: Square, size: number): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (matrix[i * size + k] ?? 0) * (matrix[j * size + k] ?? 0);
      if (i !== j) matrix[i * size + j] = sum / (matrix[j * size + j] ?? 1);
      else if (sum > 0) matrix[i * size + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L x = b in place. */
export function solveLower(factor: Square, size: number, values: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = values[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] ?? 0) * (values[k] ?? 0);
    values[i] = sum / (factor[i * size + i] ?? 1);
  }
}

/** Solves Lᵀ x = b in place. */
export function solveUpper(factor: Square, size: number, values: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = values[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] ?? 0) * (values[k] ?? 0);
    values[i] = sum / (factor[i * size + i] ?? 1);
  }
}

/** The inverse of A = L Lᵀ, both triangles. */
export function inverseOf(factor: Square, size: number): Square {
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column.fill(0);
    column[j] = 1;
    solveLower(factor, size, column);
    solveUpper(factor, size, column);
    inverse.set(column, j * size);
  }
  return inverse;
}

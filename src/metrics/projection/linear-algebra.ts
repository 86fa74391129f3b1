/** Rows of numbers in one block, row after row. */
export interface Matrix {
  rows: number;
  columns: number;
  /** rows * columns numbers. */
  values: Float64Array;
}

export const zeros = (rows: number, columns: number): Matrix => ({ rows, columns, values: new Float64Array(rows * columns) });

/**
 * Makes the columns of a matrix orthonormal, in place, by Gram and Schmidt's modified method, done twice for the sake of rounding. A column that depends on
 * those before it becomes 0.
 */
export function orthonormalizeColumns({ rows, columns, values }: Matrix): void {
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * columns + a]! * values[row * columns + b]!;
    return sum;
  };
  for (let column = 0; column < columns; column++) {
    const before = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < column; other++) {
        const shadow = dot(column, other);
        for (let row = 0; row < rows; row++) values[row * columns + column]! -= shadow * values[row * columns + other]!;
      }
    }
    const length = Math.sqrt(dot(column, column));
    const scale = length > 1e-10 * before && length > 0 ? 1 / length : 0;
    for (let row = 0; row < rows; row++) values[row * columns + column]! *= scale;
  }
}

/**
 * Eigenvalues, the largest first, and eigenvectors (the columns, in the same order) of a symmetric matrix, by Jacobi's cyclic rotations (Golub and Van Loan,
 * Matrix Computations, 8.5). For matrices of up to a few hundred rows.
 */
export function symmetricEigen(matrix: Matrix): { values: Float64Array; vectors: Matrix } {
  const n = matrix.rows;
  const a = matrix.values.slice();
  const v = zeros(n, n);
  for (let i = 0; i < n; i++) v.values[i * n + i] = 1;
  const scale = Math.max(...a.map(Math.abs), 0);
  for (let sweep = 0; sweep < 30; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p * n + q]!) <= 1e-15 * scale) continue;
        rotated = true;
        rotate(a, v.values, n, p, q);
      }
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  const vectors = zeros(n, n);
  order.forEach((from, to) => {
    for (let row = 0; row < n; row++) vectors.values[row * n + to] = v.values[row * n + from]!;
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

/** One rotation in the plane of rows p and q that makes the element at (p, q) 0. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * a[p * n + q]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(v, k * n + p, k * n + q, c, s);
}

function turn(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [values[i]!, values[j]!];
  values[i] = c * x - s * y;
  values[j] = s * x + c * y;
}

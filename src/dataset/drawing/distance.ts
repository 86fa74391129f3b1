/** Chamfer weights: a step along a row or column, and one along a diagonal. */
const STRAIGHT = 1;
const DIAGONAL = Math.SQRT2;

/** Distance, in pixels and nearly Euclidean, from every pixel to the nearest one whose mask has the `target` value. */
export function chamferDistance(mask: Uint8Array, target: 0 | 1, size: number): Float32Array {
  // A border of one pixel spares the inner loop all questions about edges.
  const wide = size + 2;
  const padded = new Float32Array(wide * wide).fill(Number.POSITIVE_INFINITY);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (mask[y * size + x] === target) padded[(y + 1) * wide + x + 1] = 0;
  }
  for (let y = 1; y <= size; y++) for (let x = 1; x <= size; x++) relax(padded, y * wide + x, -wide, -1);
  for (let y = size; y >= 1; y--) for (let x = size; x >= 1; x--) relax(padded, y * wide + x, wide, 1);
  return unpad(padded, size);
}

function relax(distances: Float32Array, at: number, row: number, column: number): void {
  const above = at + row;
  const straight = Math.min(distances[at + column]!, distances[above]!) + STRAIGHT;
  const diagonal = Math.min(distances[above - 1]!, distances[above + 1]!) + DIAGONAL;
  distances[at] = Math.min(distances[at]!, straight, diagonal);
}

function unpad(padded: Float32Array, size: number): Float32Array {
  const distances = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    const from = (y + 1) * (size + 2) + 1;
    distances.set(padded.subarray(from, from + size), y * size);
  }
  return distances;
}

/**
 * Products of bytes and matrices that pass over black pixels: about half of a garment's image is black. A matrix here has a row of
 * `stride` numbers for each pixel.
 */

/** Columns worked on at once, so that their sums stay in registers. */
const GROUP = 5;

/** Columns that a matrix needs for so many: a multiple of what is worked on at once. The rest are zeros. */
export const strideOf = (columns: number): number => Math.ceil(columns / GROUP) * GROUP;

/** The pixels of one image that are not black. */
export interface Ink {
  count: number;
  /** Where each pixel's row begins in a matrix. */
  places: Int32Array;
  values: Float64Array;
}

/** Room for the ink of images of `size` bytes. */
export const createInk = (size: number): Ink => ({ count: 0, places: new Int32Array(size), values: new Float64Array(size) });

/** Reads the image of `size` bytes that begins at `start`. */
export function readInk(ink: Ink, pixels: Uint8Array, start: number, size: number, stride: number): void {
  const { places, values } = ink;
  let count = 0;
  for (let p = 0; p < size; p++) {
    const value = pixels[start + p]!;
    if (value === 0) continue;
    places[count] = p * stride;
    values[count++] = value;
  }
  ink.count = count;
}

/** sums[k] = sum over pixels p of value[p] * matrix[p, k]: the image times the matrix. */
export function weighInk({ count, places, values }: Ink, matrix: Float64Array, stride: number, sums: Float64Array): void {
  for (let k = 0; k < stride; k += GROUP) {
    let [a, b, c, d, e] = [0, 0, 0, 0, 0];
    for (let j = 0; j < count; j++) {
      const value = values[j]!;
      const at = places[j]! + k;
      a += value * matrix[at]!;
      b += value * matrix[at + 1]!;
      c += value * matrix[at + 2]!;
      d += value * matrix[at + 3]!;
      e += value * matrix[at + 4]!;
    }
    sums[k] = a;
    sums[k + 1] = b;
    sums[k + 2] = c;
    sums[k + 3] = d;
    sums[k + 4] = e;
  }
}

/** matrix[p, k] += value[p] * factors[k]: adds the product of the image and the factors. */
export function spreadInk({ count, places, values }: Ink, factors: Float64Array, stride: number, matrix: Float64Array): void {
  for (let k = 0; k < stride; k += GROUP) {
    const [a, b, c, d, e] = [factors[k]!, factors[k + 1]!, factors[k + 2]!, factors[k + 3]!, factors[k + 4]!];
    for (let j = 0; j < count; j++) {
      const value = values[j]!;
      const at = places[j]! + k;
      matrix[at]! += value * a;
      matrix[at + 1]! += value * b;
      matrix[at + 2]! += value * c;
      matrix[at + 3]! += value * d;
      matrix[at + 4]! += value * e;
    }
  }
}

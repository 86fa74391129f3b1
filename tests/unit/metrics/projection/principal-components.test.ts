import { describe, expect, it } from 'vitest';
import { createRandom } from '@/experiment/random';
import { symmetricEigen, zeros } from '@/metrics/projection/linear-algebra';
import { alongAxes, principalAxes } from '@/metrics/projection/principal-components';

const random = createRandom(3);

/** Rows of `width` numbers, most of which lie along a few directions. */
function someRows(rows: number, width: number): Float32Array {
  const directions = Array.from({ length: 6 }, () => Array.from({ length: width }, () => random.normal()));
  const values = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const along = directions.map((_, k) => random.normal() * (6 - k));
    for (let i = 0; i < width; i++)
      values[row * width + i] = 3 + along.reduce((sum, a, k) => sum + a * directions[k]![i]!, 0.3 * random.normal());
  }
  return values;
}

/** Eigenvalues and eigenvectors of the whole covariance matrix: the definition. */
function exactly(values: Float32Array, width: number) {
  const rows = values.length / width;
  const mean = Array.from({ length: width }, (_, i) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * width + i]!;
    return sum / rows;
  });
  const scatter = zeros(width, width);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++)
        scatter.values[i * width + j]! += (values[row * width + i]! - mean[i]!) * (values[row * width + j]! - mean[j]!);
  return symmetricEigen(scatter);
}

describe('principal components', () => {
  it('are the eigenvectors of the covariance, with their shares of the variance, each turned so that its largest part is positive', () => {
    const width = 20;
    const values = someRows(90, width);
    const { axes, shares } = principalAxes(values, width, 5, 1);
    const exact = exactly(values, width);
    const total = exact.values.reduce((sum, value) => sum + value, 0);
    for (let axis = 0; axis < 5; axis++) {
      expect(shares[axis]).toBeCloseTo(exact.values[axis]! / total, 6);
      const own = axes.values.subarray(axis * width, (axis + 1) * width);
      let dot = 0;
      for (let i = 0; i < width; i++) dot += own[i]! * exact.vectors.values[i * width + axis]!;
      expect(Math.abs(dot)).toBeCloseTo(1, 5);
      expect(own.reduce((largest, part) => (Math.abs(part) > Math.abs(largest) ? part : largest), 0)).toBeGreaterThan(0);
    }
  });

  it('have the mean row in the middle, and as much variance along an axis as its share says', () => {
    const [rows, width] = [70, 15];
    const values = someRows(rows, width);
    const found = principalAxes(values, width, 3, 2);
    const along = alongAxes(values, found);
    const total = exactly(values, width).values.reduce((sum, value) => sum + value, 0);
    for (let axis = 0; axis < 3; axis++) {
      const own = Array.from({ length: rows }, (_, row) => along[3 * row + axis]!);
      expect(own.reduce((sum, value) => sum + value, 0) / rows).toBeCloseTo(0, 4);
      expect(own.reduce((sum, value) => sum + value * value, 0) / total).toBeCloseTo(found.shares[axis]!, 4);
    }
  });

  it('are the same of the same seed, and nearly the same of another one', () => {
    const values = someRows(60, 12);
    expect(principalAxes(values, 12, 3, 5)).toEqual(principalAxes(values, 12, 3, 5));
    const other = alongAxes(values, principalAxes(values, 12, 3, 6));
    alongAxes(values, principalAxes(values, 12, 3, 5)).forEach((value, i) => {
      expect(other[i]).toBeCloseTo(value, 3);
    });
  });

  it('are as many as there can be', () => {
    expect(principalAxes(Float32Array.of(1, 2, 3, 4, 6, 8), 3, 50, 0).axes.rows).toBe(2);
    const same = principalAxes(new Float32Array(12).fill(0.5), 4, 2, 0);
    expect([...same.shares]).toEqual([0, 0]);
    expect([...alongAxes(new Float32Array(4).fill(0.5), same)]).toEqual([0, 0]);
  });
});

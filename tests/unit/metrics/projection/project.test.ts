import { UMAP } from 'umap-js';
import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '@/experiment/random';
import { narrowed } from '@/metrics/projection/features';
import { classMixing } from '@/metrics/projection/mixing';
import { nearestRows } from '@/metrics/projection/nearest';
import { placeOnMap } from '@/metrics/projection/place';
import { type Projection, type ProjectionMethod, type ProjectionProgress, projectSlowly } from '@/metrics/projection/project';

const WIDTH = 30;
const EACH = 25;
const CLUSTERS = 4;

/** Rows in four clusters, cluster after cluster. */
function clusters(seed: number): Float32Array {
  const random = createRandom(seed);
  const centers = Array.from({ length: CLUSTERS }, () => Array.from({ length: WIDTH }, () => 4 * random.normal()));
  return Float32Array.from(
    { length: CLUSTERS * EACH * WIDTH },
    (_, i) => centers[Math.floor(i / WIDTH / EACH)]![i % WIDTH]! + random.normal(),
  );
}

function project(values: Float32Array, method: ProjectionMethod, seed = 1): { projection: Projection; news: ProjectionProgress[] } {
  const steps = projectSlowly({ values, width: WIDTH, method, seed });
  const news: ProjectionProgress[] = [];
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { projection: step.value, news };
    news.push(step.value);
  }
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const centered = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [x, y] = [centered(a), centered(b)];
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0) / (Math.hypot(...x) * Math.hypot(...y));
}

const labels = Uint8Array.from({ length: CLUSTERS * EACH }, (_, row) => Math.floor(row / EACH));

describe.each(['pca', 'umap'] as const)('a map by %s', (method) => {
  const values = clusters(8);

  it('keeps clusters together, and is the same of the same seed', () => {
    const { projection } = project(values, method);
    for (const { own, count } of classMixing(projection.coordinates, labels, CLUSTERS)) {
      expect(count).toBe(EACH);
      expect(own).toBeGreaterThan(0.95);
    }
    expect(project(values, method).projection).toEqual(projection);
  });

  it('shows the principal components first', () => {
    const { news } = project(values, method);
    expect(news[0]).toEqual({ share: 0, coordinates: project(values, 'pca').projection.coordinates });
  });

  it('puts an image that was not on it where its like are', () => {
    const { projection } = project(values, method);
    const { x, y } = placeOnMap(projection, values.slice(EACH * WIDTH, (EACH + 1) * WIDTH));
    const mixed = classMixing(Float32Array.of(...projection.coordinates, x, y), [...labels, 1], CLUSTERS);
    expect(mixed[1]!.own).toBeGreaterThan(0.95);
    // It is the very image that is there.
    expect(x).toBeCloseTo(projection.coordinates[2 * EACH]!, 3);
    expect(y).toBeCloseTo(projection.coordinates[2 * EACH + 1]!, 3);
  });

  it('is made of one, two or five images too', () => {
    for (const count of [1, 2, 5]) {
      const { projection } = project(values.slice(0, count * WIDTH), method);
      expect(projection.coordinates).toHaveLength(2 * count);
      expect(projection.coordinates.every(Number.isFinite)).toBe(true);
    }
  });
});

it('tells UMAP’s progress', () => {
  const { news } = project(clusters(2), 'umap');
  const shares = news.map(({ share }) => share);
  expect(shares.length).toBeGreaterThan(10);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeGreaterThan(0.9);
});

it('begins UMAP with the principal components', () => {
  const { news } = project(clusters(8), 'umap');
  const axis = (of: ProjectionProgress, k: number) => [...of.coordinates].filter((_, i) => i % 2 === k);
  for (const k of [0, 1]) expect(correlation(axis(news[0]!, k), axis(news[1]!, k))).toBeGreaterThan(0.9);
});

it('gives UMAP the exact nearest rows along the axes, each row the first of its own', () => {
  const given = vi.spyOn(UMAP.prototype, 'setPrecomputedKNN');
  const { reduced, axes } = project(clusters(3), 'umap').projection;
  const [rows = [], distances = []] = given.mock.calls[0] ?? [];
  given.mockRestore();
  const width = axes.axes.rows;
  const distance = (a: number, b: number) =>
    Math.hypot(...Array.from({ length: width }, (_, i) => reduced[a * width + i]! - reduced[b * width + i]!));
  expect(rows).toHaveLength(CLUSTERS * EACH);
  rows.forEach((near, row) => {
    const all = Array.from(rows, (_, other) => distance(row, other)).toSorted((a, b) => a - b);
    expect(near).toHaveLength(15);
    expect(near[0]).toBe(row);
    near.forEach((other, k) => {
      expect(distances[row]![k]).toBeCloseTo(distance(row, other), 4);
      expect(distances[row]![k]).toBeCloseTo(all[k]!, 4);
    });
  });
});

it('finds the nearest rows, a row itself left out', () => {
  const { rows, distances } = nearestRows(Float32Array.of(0, 0, 3, 4, 0, 1, 10, 10), 2, 2);
  expect([...rows]).toEqual([2, 1, 2, 0, 0, 1, 1, 2]);
  expect(distances[0]).toBe(1);
  expect(distances[1]).toBe(5);
});

it('says whom a class lies among', () => {
  // Two of class 0 together, one of class 1 beside two of class 2.
  const line = Float32Array.of(0, 0, 1, 0, 100, 0, 101, 0, 102, 0);
  const mixing = classMixing(line, [0, 0, 1, 2, 2], 4);
  expect(mixing.map(({ label, count }) => [label, count])).toEqual([
    [0, 2],
    [1, 1],
    [2, 2],
  ]);
  // All four others are neighbors here.
  expect(mixing[0]).toMatchObject({ own: 0.25, other: { label: 2, share: 0.5 } });
});

it('narrows long rows so that distances stay nearly the same, and leaves short ones alone', () => {
  const random = createRandom(4);
  const width = 5000;
  const values = Float32Array.from({ length: 3 * width }, () => random.normal());
  const narrow = narrowed(values, width);
  expect(narrow).toHaveLength(3 * 1024);
  const distance = (all: Float32Array, size: number) => Math.hypot(...all.subarray(0, size).map((value, i) => value - all[size + i]!));
  expect(distance(narrow, 1024) / distance(values, width)).toBeGreaterThan(0.9);
  expect(distance(narrow, 1024) / distance(values, width)).toBeLessThan(1.1);
  // Where all numbers differ the same way, too.
  const brighter = narrowed(
    Float32Array.from({ length: 2 * width }, (_, i) => (i < width ? 0.25 : 0.75)),
    width,
  );
  expect(distance(brighter, 1024) / (0.5 * Math.sqrt(width))).toBeGreaterThan(0.9);
  expect(distance(brighter, 1024) / (0.5 * Math.sqrt(width))).toBeLessThan(1.1);
  expect(narrowed(values.slice(0, 10), 5)).toEqual(values.slice(0, 10));
});

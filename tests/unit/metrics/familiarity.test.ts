import { describe, expect, it } from 'vitest';
import { createRandom } from '@/experiment/random';
import { type FamiliarityMeasure, familiarityScore, fitFamiliarity } from '@/metrics/inside/familiarity';

function fitted(...args: Parameters<typeof fitFamiliarity>): FamiliarityMeasure {
  const fitting = fitFamiliarity(...args);
  for (;;) {
    const step = fitting.next();
    if (step.done) return step.value;
  }
}

const WIDTH = 6;

/** Rows about a direction, of any length. */
function cloud(count: number, seed: number, direction: readonly number[], spread: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count * WIDTH }, (_, i) => (1 + (i % 5)) * (direction[i % WIDTH]! + spread * random.normal()));
}

const AXIS = [1, 0.5, 0, 0, 0.2, 0];
const learnt = cloud(200, 1, AXIS, 0.1);
const calibration = cloud(400, 2, AXIS, 0.1);

describe('familiarity', () => {
  it('is the cosine to the fifth nearest learnt row', () => {
    const measure = fitted(learnt, calibration, WIDTH);
    const own = Float32Array.of(0.4, 1, 0, 0.3, 0, 0);
    const cosine = (row: Float32Array) => {
      const product = row.reduce((sum, value, i) => sum + value * own[i]!, 0);
      return product / Math.hypot(...row) / Math.hypot(...own);
    };
    const all = Array.from({ length: 200 }, (_, i) => cosine(learnt.subarray(i * WIDTH, (i + 1) * WIDTH))).sort((a, b) => b - a);
    expect(familiarityScore(measure, own)).toBeCloseTo(all[4]!, 6);
  });

  it('keeps 95% of the calibration rows, and refuses another direction whatever its length', () => {
    const measure = fitted(learnt, calibration, WIDTH);
    const scores = Array.from({ length: 400 }, (_, i) => familiarityScore(measure, calibration.subarray(i * WIDTH, (i + 1) * WIDTH)));
    expect(scores.filter((score) => score >= measure.threshold).length).toBe(380);
    for (const size of [0.01, 1, 1000]) {
      expect(familiarityScore(measure, Float32Array.of(0, 0, size, size, 0, 0))).toBeLessThan(measure.threshold);
    }
  });

  it('knows nothing of features that are all zero, and takes what it has of few rows', () => {
    const few = fitted(Float32Array.of(1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0), Float32Array.of(3, 0, 0, 0, 0, 0), WIDTH);
    expect(familiarityScore(few, Float32Array.of(5, 0, 0, 0, 0, 0))).toBeCloseTo(0, 6);
    expect(familiarityScore(few, new Float32Array(WIDTH))).toBe(0);
  });
});

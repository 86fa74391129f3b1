import { describe, expect, it } from 'vitest';
import { createRandom } from '@/experiment/random';
import { confidentClasses, labelIssues, labelMargins, labelThresholds, rankLabels } from '@/metrics/confident-learning';

describe('confident learning', () => {
  // Labels 0, 0, 1, 1; the second and the last image look like the other class.
  const labels = [0, 0, 1, 1];
  const probabilities = Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.3, 0.7, 0.95, 0.05);

  it('takes the mean probability that a class is given for its own images as its threshold', () => {
    const [first, second] = labelThresholds(probabilities, labels, 2);
    expect(first).toBeCloseTo((0.9 + 0.2) / 2);
    expect(second).toBeCloseTo((0.7 + 0.05) / 2);
    expect(labelThresholds(Float32Array.of(1, 0, 0), [0], 3)[2]).toBeNaN();
  });

  it('finds the images that confidently belong to another class, the most doubtful first', () => {
    expect([...confidentClasses(probabilities, labels, 2)]).toEqual([0, 1, 1, 0]);
    expect([...labelIssues(probabilities, labels, 2)]).toEqual([3, 1]);
    expect(labelMargins(probabilities, labels, 2)[3]).toBeCloseTo(0.05 - 0.95);
  });

  it('doubts no label where no class is likely enough, and none of an image without an answer', () => {
    const unsure = Float32Array.of(0.9, 0.1, 0.5, 0.5, 0.1, 0.9, Number.NaN, Number.NaN);
    expect([...labelIssues(unsure, [0, 0, 1, 1], 2)]).toEqual([]);
    expect(rankLabels(unsure, [0, 0, 1, 1], 2).at(-1)).toBe(3);
  });

  it('finds labels that were changed at random: nearly all of them, and little else', () => {
    const { probabilities: answers, labels: given, changed } = noisySet(2000, 5, 0.1);
    const issues = [...labelIssues(answers, given, 5)];
    const found = issues.filter((row) => changed.has(row)).length;
    expect(found / changed.size).toBeGreaterThan(0.9);
    expect(found / issues.length).toBeGreaterThan(0.85);
    // The most doubtful ones are all wrong.
    expect(issues.slice(0, 50).every((row) => changed.has(row))).toBe(true);
  });
});

/** A model that mostly knows the true class, and labels of which a share was replaced by another class. */
function noisySet(count: number, classes: number, noise: number) {
  const random = createRandom(7);
  const probabilities = new Float32Array(count * classes);
  const labels = new Uint8Array(count);
  const changed = new Set<number>();
  for (let row = 0; row < count; row++) {
    const truth = random.below(classes);
    const odds = Array.from({ length: classes }, (_, k) => Math.exp((k === truth ? 6 : 0) + random.normal()));
    const total = odds.reduce((sum, value) => sum + value);
    probabilities.set(
      odds.map((value) => value / total),
      row * classes,
    );
    labels[row] = truth;
    if (random.next() >= noise) continue;
    labels[row] = (truth + 1 + random.below(classes - 1)) % classes;
    changed.add(row);
  }
  return { probabilities, labels, changed };
}

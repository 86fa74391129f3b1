import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationOf } from '@/metrics/calibration';
import { confusionMatrix } from '@/metrics/confusion';
import { ALL_IMAGES } from '@/metrics/image-filter';
import { confusedPairs } from '@/metrics/mistakes';
import { argmaxRows } from '@/metrics/probabilities';
import { judge, selectImages } from '@/metrics/selection';

/** Two classes more than one can guess, four images: two right, two wrong. */
const answers = {
  targets: Uint8Array.of(0, 0, 1, 2),
  probabilities: Float32Array.of(0.7, 0.2, 0.1, 0.1, 0.9, 0, 0.3, 0.4, 0.3, 0.5, 0.25, 0.25),
  classNames: ['a', 'b', '<img src=x>'],
};
const judged = judge(answers);
const select = (filter: Partial<typeof ALL_IMAGES>, order: Parameters<typeof selectImages>[2] = 'confident') => [
  ...selectImages(judged, { ...ALL_IMAGES, ...filter }, order),
];

describe('the images behind a number', () => {
  it('are sorted by confidence, by difficulty, or by how doubtful their label is', () => {
    expect(select({})).toEqual([1, 0, 3, 2]);
    expect(select({}, 'unsure')).toEqual([2, 3, 0, 1]);
    expect(select({}, 'hardest')).toEqual([1, 3, 2, 0]);
    expect(select({}, 'suspicious')).toEqual([1, 3, 2, 0]);
  });

  it('are those that pass every condition', () => {
    expect(select({ truth: 0 })).toEqual([1, 0]);
    expect(select({ truth: 0, predicted: 1 })).toEqual([1]);
    expect(select({ verdict: 'right' })).toEqual([0, 2]);
    expect(select({ verdict: 'wrong', predicted: 0 })).toEqual([3]);
    expect(select({ from: 0.45, to: 0.75 })).toEqual([0, 3]);
    expect(select({ score: { label: 2, atLeast: 0.25 } })).toEqual([3, 2]);
  });

  it('follow the threshold of two classes', () => {
    const pair = { targets: Uint8Array.of(0, 1), probabilities: Float32Array.of(0.6, 0.4, 0.3, 0.7), classNames: ['no', 'yes'] };
    const strict = judge(pair, 0.3);
    expect([...strict.predictions]).toEqual([1, 1]);
    expect(strict.confidences[0]).toBeCloseTo(0.4);
  });

  it('are as many as the cell of the matrix, the bin and the confused pair say', () => {
    const set = fc.array(fc.tuple(fc.nat(2), fc.float({ min: 0, max: 1, noNaN: true }), fc.float({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(set, (rows) => {
        const targets = Uint8Array.from(rows, ([target]) => target);
        const probabilities = Float32Array.from(rows.flatMap(([, a, b]) => [a, b * (1 - a), (1 - b) * (1 - a)]));
        const all = judge({ targets, probabilities, classNames: ['a', 'b', 'c'] });
        const confusion = confusionMatrix(targets, argmaxRows(probabilities, 3), 3);
        const count = (filter: Partial<typeof ALL_IMAGES>) => selectImages(all, { ...ALL_IMAGES, ...filter }, 'confident').length;
        for (const truth of [0, 1, 2]) {
          for (const predicted of [0, 1, 2]) expect(count({ truth, predicted })).toBe(confusion[truth]?.[predicted]);
        }
        for (const bin of calibrationOf(probabilities, targets, 3).bins) expect(count({ from: bin.from, to: bin.to })).toBe(bin.count);
        for (const { truth, predicted, count: images } of confusedPairs(all, 9)) expect(count({ truth, predicted })).toBe(images);
      }),
    );
  });
});

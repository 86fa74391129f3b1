import { expect, test } from 'vitest';
import { type CurvesOf, placeOf, reachOf, readingAt, runLines } from '@/metrics/comparison/run-curve';

/** Six steps, two an epoch; the epochs took 4 s and 2 s, and the last one is not over. */
const run: CurvesOf = {
  history: { losses: [3, 2.5, 2, 1.5, 1, Number.NaN], accuracies: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
  stepsPerEpoch: 2,
  epochs: 3,
  epochRecords: [
    { epoch: 1, step: 2, training: { loss: 2.75, accuracy: 0.15 }, validation: { loss: 2.2, accuracy: 0.25 }, seconds: 4 },
    { epoch: 2, step: 4, training: { loss: 1.75, accuracy: 0.35 }, validation: null, seconds: 2 },
  ],
};

test('steps stand at epochs, at steps, or at seconds of training shared out evenly between the ends of epochs', () => {
  expect([1, 2, 5].map(placeOf(run, 'epoch').xAt)).toEqual([0.5, 1, 2.5]);
  expect([1, 2, 5].map(placeOf(run, 'step').xAt)).toEqual([1, 2, 5]);
  // 4 s for two steps, then 2 s for two; beyond the last epoch at its pace.
  expect([0, 1, 2, 3, 4, 5, 6].map(placeOf(run, 'seconds').xAt)).toEqual([0, 2, 4, 5, 6, 7, 8]);
  expect(placeOf({ ...run, epochRecords: [] }, 'seconds').xAt(1)).toBeNull();
  expect([reachOf(run, 'epoch'), reachOf(run, 'step'), reachOf(run, 'seconds')]).toEqual([3, 6, 8]);
});

test('a line keeps raw values beside smoothed ones, breaks where a value is no number, and has validation where an epoch has it', () => {
  const { training, validation } = runLines(run, 'loss', 'seconds', 'medium');
  expect(training.map(({ x, raw }) => [x, raw])).toEqual([
    [2, 3],
    [4, 2.5],
    [5, 2],
    [6, 1.5],
    [7, 1],
    [8, null],
  ]);
  expect(training[0]?.smooth).toBe(3);
  // Bias-corrected moving average over a span of 8: d = 7 / 9, (d * 3 + 2.5) / (d + 1).
  expect(training[1]?.smooth).toBeCloseTo(((7 / 9) * 3 + 2.5) / (7 / 9 + 1), 12);
  expect(validation).toEqual([{ x: 4, y: 2.2 }]);
  expect(runLines(run, 'accuracy', 'epoch', 'none').training.every(({ smooth }) => smooth === null)).toBe(true);
});

test('a reading is the last step up to a place, with the last validation; none before the first and after the last step', () => {
  expect(readingAt(run, 'epoch', 1.2)).toEqual({
    step: 2,
    training: { loss: 2.5, accuracy: 0.2 },
    validation: { loss: 2.2, accuracy: 0.25 },
  });
  expect(readingAt(run, 'seconds', 5.5)?.step).toBe(3);
  expect(readingAt(run, 'epoch', 0.5)?.validation).toBeNull();
  expect(readingAt(run, 'epoch', 3)?.step).toBe(6);
  expect([readingAt(run, 'epoch', 0.4), readingAt(run, 'epoch', 3.01)]).toEqual([null, null]);
});

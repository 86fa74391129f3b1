import { expect, it } from 'vitest';
import { logLoss } from '@/metrics/log-loss';

it('is the mean of -ln of the right probability', () => {
  expect(logLoss(Float32Array.of(0.5, 0.5, 0.25, 0.75), [0, 1], 2)).toBeCloseTo((Math.log(2) - Math.log(0.75)) / 2, 12);
});

it('stays finite for a certain mistake, and above nothing for a certain hit', () => {
  expect(logLoss(Float32Array.of(0, 1), [0], 2)).toBeCloseTo(23 * Math.log(2), 12);
  expect(logLoss(Float32Array.of(0, 1), [1], 2)).toBeCloseTo(2 ** -23, 12);
  expect(logLoss(new Float32Array(0), [], 2)).toBeNaN();
});

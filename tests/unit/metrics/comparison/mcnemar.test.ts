import { expect, test } from 'vitest';
import { chanceWords, mcnemarExact } from '@/metrics/comparison/mcnemar';

test('the exact test gives what the binomial distribution gives by hand', () => {
  // 2 (1 + 10) / 2^10, 2 (1 + 10 + 45) / 2^10, 2 / 2^5
  expect(mcnemarExact(1, 9)).toBeCloseTo(22 / 1024, 14);
  expect(mcnemarExact(8, 2)).toBeCloseTo(112 / 1024, 14);
  expect(mcnemarExact(0, 5)).toBeCloseTo(2 / 32, 14);
  expect([mcnemarExact(5, 5), mcnemarExact(0, 0), mcnemarExact(3, 4)]).toEqual([1, 1, 1]);
  expect(mcnemarExact(9, 1)).toBe(mcnemarExact(1, 9));
});

test('it agrees with exact rational arithmetic, of few images and of thousands', () => {
  // Approval ratings of a prime minister (Agresti 2002, Categorical Data Analysis, table 10.1): R's exact2x2 prints 3.716e-05.
  expect(mcnemarExact(86, 150)).toBeCloseTo(3.715936139571442e-5, 14);
  expect(mcnemarExact(121, 59)).toBeCloseTo(4.434449263755176e-6, 14);
  // Python's fractions and math.comb.
  expect(mcnemarExact(12, 33)).toBeCloseTo(0.0024589003220967243, 12);
  expect(mcnemarExact(4000, 3800)).toBeCloseTo(0.024238383243788165, 9);
  expect(mcnemarExact(0, 10_000)).toBe(0);
});

test('the words name the better model, how many images it is, and whether that could be chance', () => {
  expect(chanceWords(33, 45)).toBe('B gets 12 more images right than A; could be chance (p = 0.21).');
  expect(chanceWords(33, 12)).toBe('A gets 21 more images right than B; unlikely to be chance (p = 0.002).');
  expect(chanceWords(0, 1, ['C', 'F'])).toBe('F gets 1 more image right than C; could be chance (p = 1.00).');
  expect(chanceWords(500, 100)).toContain('(p < 0.001)');
  expect(chanceWords(7, 7)).toBe('A and B get equally many images right.');
  expect(chanceWords(0, 0)).toBe('A and B get the same images right.');
});

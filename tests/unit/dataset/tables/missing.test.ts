import { expect, it } from 'vitest';
import { filled } from '@/dataset/tables/missing';
import { MISSING_LEVEL } from '@/experiment/data/table';

const numbers = Float64Array.of(1, Number.NaN, 3, 3, 100, Number.NaN);
const train = Uint32Array.of(0, 1, 2, 3);

it('missing numbers become the mean or the most frequent value of the training rows, as SimpleImputer has them', () => {
  expect([...filled(numbers, 'number', train, 'mean')]).toEqual([1, 7 / 3, 3, 3, 100, 7 / 3]);
  expect([...filled(numbers, 'number', train, 'mostFrequent')]).toEqual([1, 3, 3, 3, 100, 3]);
  expect([...filled(Float64Array.of(5, 2, Number.NaN), 'number', Uint32Array.of(0, 1, 2), 'mostFrequent')]).toEqual([5, 2, 2]);
});

it('missing levels become the most frequent one; without any the column is as it was', () => {
  const codes = Uint16Array.of(1, 0, 1, MISSING_LEVEL, 0, 0);
  expect([...filled(codes, 'category', Uint32Array.of(0, 1, 2, 3), 'mean')]).toEqual([1, 0, 1, 1, 0, 0]);
  const whole = Float64Array.of(1, 2);
  expect(filled(whole, 'number', train, 'mean')).toBe(whole);
  expect([...filled(Float64Array.of(Number.NaN, 4), 'number', Uint32Array.of(0), 'mean')]).toEqual([0, 4]);
});

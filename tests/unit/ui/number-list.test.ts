import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumberList, parseNumberList, sameNumbers } from '@/ui/fields/number-list';

test('a list is read however people separate its numbers', () => {
  for (const text of ['7, 7, 64', '7 7 64', '7×7×64', '(7, 7, 64)', '7x7x64', ' 7;7 ;64, ']) {
    expect(parseNumberList(text), text).toEqual([7, 7, 64]);
  }
  expect(parseNumberList('')).toEqual([]);
  expect(parseNumberList(' , ')).toEqual([]);
});

test('what is no number stays in its place, to be explained', () => {
  expect(parseNumberList('28, a')).toEqual([28, Number.NaN]);
  expect(parseNumberList('2.5, -1')).toEqual([2.5, -1]);
});

test('an endless list is cut', () => {
  expect(parseNumberList('1,'.repeat(100)).length).toBeLessThanOrEqual(10);
});

test('writing a list and reading it gives the same list', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 8 }), (numbers) => {
      expect(parseNumberList(formatNumberList(numbers))).toEqual(numbers);
    }),
  );
});

test('lists are the same where every number is, unreadable ones too', () => {
  expect(sameNumbers([1, Number.NaN], [1, Number.NaN])).toBe(true);
  expect(sameNumbers([1, 2], [1])).toBe(false);
  expect(sameNumbers([1, 2], [2, 1])).toBe(false);
});

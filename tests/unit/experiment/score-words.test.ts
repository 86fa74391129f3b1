import { describe, expect, it } from 'vitest';
import { columnTitle } from '@/experiment/data/table';
import { formatInUnit, formatR2, scoreInWords, scoreWords } from '@/experiment/words/score';

const flights = { dataset: 'flight-prices', task: { kind: 'number' } } as const;
const clothes = { dataset: 'fashion-mnist', task: { kind: 'classes' } } as const;

describe('a score in words', () => {
  it('is R2 where a number is predicted, else accuracy', () => {
    expect(scoreWords(flights)).toMatchObject({ title: 'R2', word: 'R2' });
    expect(scoreWords(clothes)).toMatchObject({ title: 'Accuracy', help: 'The share of images that got the right class.' });
    expect([scoreWords(flights).format(0.9784), scoreWords(clothes).format(0.9784)]).toEqual(['0.978', '97.8%']);
    expect([scoreWords(flights).tick(0.25), scoreWords(clothes).tick(0.25)]).toEqual(['0.25', '25%']);
    expect([scoreInWords(flights, 0.5), scoreInWords(clothes, 0.5)]).toEqual(['R2 0.500', '50.0%']);
  });

  it('is drawn from 0 as a share, and no further down than -1 as R2', () => {
    expect(scoreWords(clothes)).toMatchObject({ lowest: 0, ofNumber: false });
    expect(scoreWords(flights)).toMatchObject({ lowest: -1, ofNumber: true });
  });

  it('is the same object each time, so that nothing is drawn anew for it', () => {
    for (const data of [clothes, flights]) expect(scoreWords({ ...data })).toBe(scoreWords(data));
  });

  it('has as many digits as asked for as a percentage, and always three as R2', () => {
    expect([scoreInWords(clothes, 0.86449, 0), scoreWords(clothes).format(0.86449, 2)]).toEqual(['86%', '86.45%']);
    expect([scoreInWords(flights, 0.97812, 0), scoreWords(flights).format(0.97812, 2)]).toEqual(['R2 0.978', '0.978']);
  });

  it('has three decimals, and none where it is far below 0', () => {
    expect([0.97849, -0.5, 1, -1000, -123_456].map(formatR2)).toEqual(['0.978', '−0.500', '1.000', '−1000.000', '−1.2e+5']);
    expect([null, undefined, Number.NaN, Number.NEGATIVE_INFINITY].map(formatR2)).toEqual(['—', '—', '—', '—']);
  });
});

describe('a number in the unit of the target', () => {
  it('has as many digits as can be compared', () => {
    expect([2788.46, 12.346, 0.314159, -2788.46, 1.5e12].map((value) => formatInUnit(value, '₹'))).toEqual([
      '2,788 ₹',
      '12.35 ₹',
      '0.3142 ₹',
      '−2,788 ₹',
      '1.500e+12 ₹',
    ]);
    expect([3580, 55.33, -37.4].map((value) => formatInUnit(value, '₹', 3580))).toEqual(['3,580 ₹', '55 ₹', '−37 ₹']);
    expect([formatInUnit(3, ''), formatInUnit(null, 'h'), formatInUnit(Number.NaN, 'h')]).toEqual(['3', '—', '—']);
  });

  it('is told by the heading of its column', () => {
    expect(columnTitle({ kind: 'number', name: 'Price', unit: '₹' })).toBe('Price (₹)');
    expect(columnTitle({ kind: 'number', name: 'Days left' })).toBe('Days left');
    expect(columnTitle({ kind: 'category', name: 'Class', levels: [] })).toBe('Class');
  });
});

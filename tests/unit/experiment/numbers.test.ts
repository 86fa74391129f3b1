import { describe, expect, it } from 'vitest';
import {
  counted,
  formatBytes,
  formatCount,
  formatDigits,
  formatDuration,
  formatLoss,
  formatPart,
  formatPercent,
  formatShare,
  formatShort,
  formatTick,
} from '@/experiment/words/numbers';

describe('formatPercent', () => {
  it.each([
    [0.9123, '91.2%'],
    // As the table of the report has them: 0.821, 0.792, 0.983 or 0.982 as the binary number lies.
    [0.8205, '82.1%'],
    [0.7925, '79.2%'],
    [0.9825, '98.3%'],
    [0, '0.0%'],
    [1, '100.0%'],
    [null, '—'],
    [undefined, '—'],
    [Number.NaN, '—'],
  ])('%s is %s', (share, text) => expect(formatPercent(share)).toBe(text));

  it('takes other digits', () => expect(formatPercent(0.256, 0)).toBe('26%'));
});

describe('formatLoss', () => {
  it.each([
    [0.23456, '0.235'],
    [0, '0.000'],
    [0.00012, '1.2e-4'],
    [3_400_000, '3.4e+6'],
    [null, '—'],
    [Number.POSITIVE_INFINITY, '—'],
  ])('%s is %s', (loss, text) => expect(formatLoss(loss)).toBe(text));
});

describe('formatDuration', () => {
  it.each([
    [0.4, '0.4 s'],
    [9.96, '10 s'],
    [41.2, '41 s'],
    [59.6, '1 min 0 s'],
    [125, '2 min 5 s'],
    [3780, '1 h 3 min'],
    [Number.NaN, '—'],
  ])('%s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

describe('formatCount', () => {
  it('puts commas between thousands', () => expect(formatCount(54_000)).toBe('54,000'));
});

it.each([
  [0, '0'],
  [0.25, '0.25'],
  [99_999, '99999'],
  [5e14, '5e+14'],
  [1.25e15, '1.2e+15'],
])('writes %s beside an axis as %s', (value, text) => {
  expect(formatTick(value)).toBe(text);
});

describe('other numbers', () => {
  it('a learning rate is said in few digits', () => {
    expect(formatDigits(0.000314159)).toBe('0.000314');
    expect(formatDigits(1e-8)).toBe('1e-8');
  });

  it.each([
    [980, '980 B'],
    [1600, '1.6 KB'],
    [45_000_000, '45 MB'],
    [123_456_789, '123 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('%s bytes are %s: units of a thousand', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('short counts, parts and shares', () => {
    expect([980, 8000, 4_200_000].map(formatShort)).toEqual(['980', '8 K', '4.2 M']);
    expect(formatPart(1, 2000)).toBe('under 0.1%');
    expect(formatPart(44, 1000)).toBe('4.4%');
    expect([0.1, 0.025, Number.NaN].map(formatShare)).toEqual(['10%', '2.5%', '—']);
  });

  it('counts with their word', () => {
    expect(counted(1, 'epoch')).toBe('1 epoch');
    expect(counted(54_000, 'image')).toBe('54,000 images');
    expect(counted(2, 'class', 'classes')).toBe('2 classes');
    expect(counted(Number.NaN, 'epoch')).toBe('— epochs');
  });
});

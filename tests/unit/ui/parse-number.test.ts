import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber, stepped } from '@/ui/fields/parse-number';

describe('readNumber', () => {
  test.each([
    ['0.01', 0.01],
    ['0,01', 0.01],
    ['1,5', 1.5],
    ['0,001', 0.001],
    ['0,0005', 0.0005],
    ['1,28', 1.28],
    [',5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['1,5e-3', 0.0015],
    ['-3', -3],
    ['\u22123', -3],
    ['60 000', 60000],
    ['60\u00a0000', 60000],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1,234,567', 1234567],
    [' 12 ', 12],
  ])('%j is %d', (text, value) => expect(readNumber(text)).toEqual({ kind: 'number', value }));

  test.each(['-', '.', ',', '1e', '1e-', '0,e'])('%j is the beginning of a number', (text) =>
    expect(readNumber(text)).toEqual({ kind: 'unfinished' }),
  );

  test.each(['abc', '1x', '1,2,3', '1.2.3', '12,34.5', '0x10', 'Infinity', 'NaN', '--1', '1e400'])('%j is refused in words', (text) => {
    const reading = readNumber(text);
    expect(reading).toMatchObject({ kind: 'unreadable' });
    expect(reading.kind === 'unreadable' && reading.why).toContain(text);
  });

  test('what is one number here and another there is not guessed', () => {
    expect(readNumber('1,280')).toEqual({ kind: 'unreadable', why: '1,280 could be 1280 or 1.280. Write one of these.' });
  });

  test('every number that the page writes is read as itself, with a point or with a comma', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        // Zero is written without its sign.
        expect(readNumber(String(value))).toEqual({ kind: 'number', value: value === 0 ? 0 : value });
      }),
    );
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, (value) => {
        expect(readNumber(String(value).replace('.', ','))).toEqual({ kind: 'number', value: value === 0 ? 0 : value });
      }),
    );
  });
});

describe('stepped', () => {
  test('by the step there is, within the limits', () => {
    expect(stepped(5, true, { step: 1, max: 6 })).toBe(6);
    expect(stepped(6, true, { step: 1, max: 6 })).toBe(6);
    expect(stepped(0.1, true, { step: 0.2 })).toBe(0.3);
    expect(stepped(1, false, { step: 1, min: 1 })).toBe(1);
  });

  test('without one, by a unit of the first digit, up and down alike', () => {
    expect(stepped(0.001, true, { step: 'any' })).toBe(0.002);
    expect(stepped(0.009, true, { step: 'any' })).toBe(0.01);
    expect(stepped(0.01, false, { step: 'any' })).toBe(0.009);
    expect(stepped(0.02, false, { step: 'any' })).toBe(0.01);
    expect(stepped(0, true, { step: 'any' })).toBe(1);
  });
});

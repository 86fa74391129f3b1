import { describe, expect, test } from 'vitest';
import { formatFixed } from '@/experiment/words/numbers';
import { classificationReport } from '@/metrics/report';
import { reportCsv, reportText } from '@/metrics/report-text';

describe('formatFixed rounds as Python formats', () => {
  // What Python's format(value, '.2f') and '.3f' give.
  test.each([
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [0.625, 2, '0.62'],
    [0.875, 2, '0.88'],
    [0.0625, 3, '0.062'],
    [0.1875, 3, '0.188'],
    [0.335, 2, '0.34'],
    [0.285, 2, '0.28'],
    [0.5, 0, '0'],
    [1.5, 0, '2'],
    [1, 2, '1.00'],
    [0, 2, '0.00'],
  ])('%d to %d digits is %s', (value, digits, text) => expect(formatFixed(value, digits)).toBe(text));
});

test('a report as CSV keeps all digits and quotes names that need it', () => {
  const report = classificationReport(
    [
      [1, 2],
      [0, 3],
    ],
    ['Shirt, long', 'Bag'],
  );
  expect(reportCsv(report).split('\r\n')).toEqual([
    'class,precision,recall,f1-score,support',
    '"Shirt, long",1,0.3333333333333333,0.5,3',
    'Bag,0.6,1,0.7499999999999999,3',
    'accuracy,,,0.6666666666666666,6',
    'macro avg,0.8,0.6666666666666666,0.625,6',
    'weighted avg,0.7999999999999999,0.6666666666666666,0.6249999999999999,6',
    '',
  ]);
});

test('a class name cannot break the table of the text report', () => {
  const names = ['a\nb\tc', 'd'];
  const text = reportText(
    classificationReport(
      [
        [1, 0],
        [0, 1],
      ],
      names,
    ),
  );
  expect(text.split('\n')[2]).toMatch(/^ +a b c +1\.00/);
});

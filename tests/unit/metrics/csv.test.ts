import { describe, expect, it } from 'vitest';
import { copyAt } from '@/experiment/data/positions';
import { csvText } from '@/metrics/csv';
import { predictionsCsv } from '@/metrics/predictions-csv';
import { classificationReport } from '@/metrics/report';
import { reportCsv } from '@/metrics/report-text';

const FORMULAS = ['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(1,1)', '\t=1', '\r=1', '＝1+1', '＠SUM(1)'];

/** Fields of CSV text, read as RFC 4180 says. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('csvText', () => {
  it('makes texts that begin like a formula harmless, and leaves numbers numbers', () => {
    expect(parse(csvText([[...FORMULAS, -1.5, 1e-7]]))).toEqual([[...FORMULAS.map((text) => `'${text}`), '-1.5', '1e-7']]);
  });

  it('quotes what would break a row, and leaves cells without a number empty', () => {
    expect(csvText([['a,b', 'c"d', 'e\nf', 'plain', null, Number.NaN, Number.POSITIVE_INFINITY]])).toBe('"a,b","c""d","e\nf",plain,,,\r\n');
    // Where commas are decimal, spreadsheets part cells at semicolons.
    expect(csvText([['a;=1+1']])).toBe('"a;=1+1"\r\n');
  });
});

it('exports guard the names of classes wherever they stand', () => {
  const names = ['=1+1', '-2'];
  const report = classificationReport(
    [
      [1, 0],
      [1, 1],
    ],
    names,
  );
  const predictions = { indices: [0], trainCount: 1, targets: [1], probabilities: Float32Array.of(0.5, 0.5) };
  const texts = [reportCsv(report), predictionsCsv(predictions, names, () => [0])];
  for (const cell of texts.flatMap(parse).flat()) expect(cell).toMatch(/^[^=+@-]|^$|^-?\d/);
});

describe('predictionsCsv', () => {
  const probabilities = Float32Array.of(0.1, 0.9, 0.5, 0.5);
  const predictions = { indices: [60_000, 7], trainCount: 60_000, targets: [1, 1], probabilities };

  it('has a row an image: its place in the file of its set, names, and probabilities that read back as the same 32-bit floats', () => {
    const text = predictionsCsv(predictions, ['Top "x"', 'Bag'], (image) => [image === 0 ? 1 : 0]);
    expect(text.split('\r\n')).toEqual([
      'set,index,label,predicted,"p_Top ""x""",p_Bag',
      'test,0,Bag,Bag,0.100000001,0.899999976',
      'train,7,Bag,"Top ""x""",0.5,0.5',
      '',
    ]);
    const [, first = []] = parse(text);
    expect(first.slice(4).map((field) => Math.fround(Number(field)))).toEqual([Math.fround(0.1), Math.fround(0.9)]);
  });

  it('says which training image a changed copy was made of', () => {
    const copies = { ...predictions, indices: [copyAt(12), 7] };
    const rows = parse(predictionsCsv(copies, ['A', 'B'], () => [0]));
    expect(rows[1]?.slice(0, 2)).toEqual(['copy of train', '12']);
  });

  it('names every class that an image is given, or none', () => {
    const rows = parse(predictionsCsv(predictions, ['A', 'B'], (image) => (image === 0 ? [] : [0, 1])));
    expect(rows.slice(1).map((row) => row[3])).toEqual(['', 'A | B']);
  });
});

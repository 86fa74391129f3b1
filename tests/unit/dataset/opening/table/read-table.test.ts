import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeTable, type TableDescription } from '@/dataset/opening/table/describe';
import type { TableFormat } from '@/dataset/opening/table/formats';
import { type ReadTable, readTable } from '@/dataset/opening/table/read-table';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

function read(bytes: Uint8Array, chosen: Partial<TableFormat> = {}): ReadTable {
  const steps = readTable({ path: 'folder/my table.csv', bytes }, chosen);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

const described = (text: string, chosen: Partial<TableFormat> = {}): TableDescription => describeTable(read(utf8(text), chosen));

/** The cells of every row, as words; `null` where one is missing. */
function rowsOf({ columns, rows }: ReadTable): (string | null)[][] {
  const all = columns.map(({ cells }) => Array.from(cells.wordCodes() ?? [], (code) => cells.words[code] ?? null));
  return Array.from({ length: rows }, (_, i) => all.map((column) => column[i] ?? null));
}

describe('the format of a table', () => {
  it.each<[string, Uint8Array, TableFormat]>([
    ['commas', utf8('a,b\n1.5,x\n2,y\n'), { encoding: 'utf-8', separator: ',', decimal: '.', header: true }],
    ['semicolons and decimal commas', utf8('a;b\r\n1,5;x\r\n2,25;y'), { encoding: 'utf-8', separator: ';', decimal: ',', header: true }],
    ['numbers alone, with decimal commas', utf8('1,5;2,5\n3,5;4,5\n'), { encoding: 'utf-8', separator: ';', decimal: ',', header: false }],
    ['tabs', utf8('a\tb\n1,000\t2.5\n'), { encoding: 'utf-8', separator: '\t', decimal: '.', header: true }],
    ['an order mark of UTF-16', utf16('größe;b\n1;x\n'), { encoding: 'utf-16le', separator: ';', decimal: '.', header: true }],
    ['no UTF-8', latin1('größe,b\n1,x\n'), { encoding: 'windows-1252', separator: ',', decimal: '.', header: true }],
    ['a row number without a name', utf8(',price\n0,12\n1,13\n'), { encoding: 'utf-8', separator: ',', decimal: '.', header: true }],
    ['no heading', utf8('1,Anna\n2,Otto\n'), { encoding: 'utf-8', separator: ',', decimal: '.', header: false }],
  ])('is recognized by %s', (_, bytes, format) => expect(read(bytes).format).toEqual(format));

  it('is as a person says, where one does', () => {
    const { columns, rows } = described('a,b\nc,d\n', { header: false });
    expect([rows, columns.map(({ name }) => name)]).toEqual([2, ['Column 1', 'Column 2']]);
    expect(described('x;y\n1,5;2\n', { decimal: '.' }).columns[0]?.stray).toEqual({ count: 1, example: '1,5', line: 2 });
  });

  it('turns to Latin-1 where that shows only far behind the beginning', () => {
    const rows = 'Zürich,1\n'.repeat(60_000);
    const bytes = Uint8Array.from([...utf8(`city,n\n${rows}`), ...latin1('Genève,2\n')]);
    const table = read(bytes);
    expect([table.format.encoding, table.rows]).toEqual(['windows-1252', 60_001]);
  });
});

describe('the cells of a table', () => {
  it('keep quotes, separators and lines within quotes; missing ones are told from words', () => {
    const text = 'name,"a, b",c\n"says ""hi""","1,2",NA\n"two\nlines",?, x \n\n';
    expect(rowsOf(read(utf8(text)))).toEqual([
      ['says "hi"', '1,2', null],
      ['two\nlines', null, 'x'],
    ]);
  });

  it('are the same wherever a file is cut into parts', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ',', '\n', ' ', '7', '😀'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 40 }), (cells, padding) => {
        const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
        // Long enough to be read in parts, of which the border falls anywhere.
        const long = 'p'.repeat(512 * 1024 - padding);
        const rows = [[long, '1'], ...cells].map((row) => `${row.map(quoted).join(',')}\n`).join('');
        const wanted = cells.map((row) => row.map((cell) => cell.trim() || null));
        expect(rowsOf(read(utf8(`h,k\n${rows}`), { header: true })).slice(1)).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  it('are numbers with digits in groups, and stay numbers where there are thousands of different ones', () => {
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `${i % 7 === 3 ? '' : i * 1.5},"${(i + 1000).toLocaleString('en')}",${i === 2900 ? 'many' : i}`,
    );
    const [first, second, third] = described(`a,b,c\n${rows.join('\n')}`).columns;
    expect(first).toMatchObject({ distinct: null, levels: null, missing: 429, numbers: { count: 2571, low: 0, high: 4497 } });
    expect(second).toMatchObject({ numbers: { low: 1000, high: 3999 }, stray: { count: 0 }, isRowNumber: false });
    expect(third).toMatchObject({ stray: { count: 1, example: 'many', line: 2902 } });
  });

  it('of columns that say the same have one fingerprint', () => {
    const [a, b, c] = described('a,b,c\nx,1,1\ny,2,1\nx,1,2\n').columns;
    expect(a?.fingerprint).toBe(b?.fingerprint);
    expect(a?.fingerprint).not.toBe(c?.fingerprint);
  });
});

describe('what is no table', () => {
  it.each([
    ['a row is short', 'a,b,c\n1,2,3\n1,2\n', 'Line 3 has 2 cells, but the header has 3.'],
    ['a row is long, behind one of two lines', 'a,b\n"1\n2",3\n1,2,3\n', 'Line 4 has 3 cells, but the header has 2.'],
    ['the header comes again', 'a,b\n1,2\na,b\n3,4\n', 'Line 3 repeats the header.'],
    ['there are two headers', 'size,name\ncm,text\n1,x\n2,y\n', 'There are two headers: line 2 has words'],
    ['a quote is not closed', 'a,b\n1,"2\n3,4\n', 'Line 2: a quotation mark is opened and never closed.'],
    ['there is a heading alone', 'a,b\n', '“my table.csv” has no rows below its header.'],
    ['there are empty lines alone', '\n\n', '“my table.csv” has no rows.'],
    ['nothing separates cells', 'a\nx\ny\n', 'Only one column was found'],
  ])('is refused where %s', (_, text, message) => expect(() => read(utf8(text))).toThrow(message));
});

import { describe, expect, it, vi } from 'vitest';
import { buildTable } from '@/dataset/opening/table/build';
import { choiceProblems, firstChoice, type TableChoice, tableRemarks } from '@/dataset/opening/table/choice';
import { describeTable } from '@/dataset/opening/table/describe';
import { type ReadTable, readTable } from '@/dataset/opening/table/read-table';

function read(text: string): ReadTable {
  const steps = readTable({ path: 'a.csv', bytes: new TextEncoder().encode(text) }, {});
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

const lines = (heading: string, count: number, row: (i: number) => string) =>
  `${heading}\n${Array.from({ length: count }, (_, i) => row(i)).join('\n')}\n`;

const MIXED = lines('id,size,color,same,day,weight,code,kind', 40, (i) =>
  [
    i,
    (i * 1.37).toFixed(2),
    i === 3 ? 'rare' : i % 2 ? 'red' : 'blue',
    'x',
    `2024-01-${(i % 28) + 1}`,
    `${i % 9} kg`,
    `c${i * 7}`,
    i % 2 ? 'cat' : 'dog',
  ].join(','),
);

const choiceOf = (table: ReadTable, change: Partial<TableChoice> = {}) => ({ ...firstChoice(describeTable(table)), ...change });

describe('what is proposed for a table', () => {
  const description = describeTable(read(MIXED));
  const choice = firstChoice(description);

  it('is what columns look like, with the last one as the target', () => {
    expect(choice.uses).toEqual(['ignored', 'number', 'category', 'ignored', 'ignored', 'category', 'category', 'targetCategory']);
    expect(choiceProblems(description, choice)).toEqual([]);
  });

  it('comes with what is worth knowing', () => {
    const remarks = tableRemarks(description.columns, choice.uses).map((words) => words.join(' '));
    expect(remarks[0]).toContain('It numbers the rows.');
    expect(remarks[2]).toContain('“rare”: fewer than 5 rows each.');
    expect(remarks[3]).toContain('All rows have the same value');
    expect(remarks[4]).toContain('Dates are not read as numbers.');
    expect(remarks[5]).toContain('Numbers as text, such as “0 kg”');
    const leak = describeTable(read(lines('a,b,y', 10, (i) => `${i},${i % 2 ? 'p' : 'q'},${i % 2}`)));
    expect(tableRemarks(leak.columns, firstChoice(leak).uses)[1]).toContain('It says the same as the target: a model would only copy it.');
  });

  it.each<[string, string, Partial<TableChoice>, number | null, string]>([
    ['nothing is the target', 'a,b\n1,2\n3,4\n', { uses: ['number', 'number'] }, null, 'Choose the column to be predicted'],
    ['nothing is left to predict from', 'a,b\n1,2\n3,4\n', { uses: ['ignored', 'targetNumber'] }, null, 'Choose at least one column'],
    [
      'the target is missing',
      'a,b\n1,\n3,NA\n',
      { uses: ['number', 'targetNumber'] },
      1,
      'All cells are missing: there is nothing to predict.',
    ],
    [
      'the target has one value',
      'a,b\n1,5\n3,5\n',
      { uses: ['number', 'targetNumber'] },
      1,
      'All rows have the same value: there is nothing',
    ],
    [
      'a date is to be a number',
      'a,b\n2024-01-02,1\n2024-01-05,2\n',
      { uses: ['number', 'targetNumber'] },
      0,
      '“2024-01-02” (line 2) is a date.',
    ],
    ['text is to be a number', 'a,b\n12 kg,1\n$5,2\n', { uses: ['number', 'targetNumber'] }, 0, '“12 kg” (line 2) is text, not a number.'],
    ['words are to be numbers', 'a,b\nlarge,1\nsmall,2\n', { uses: ['number', 'targetNumber'] }, 0, '“large” (line 2) is no number.'],
    [
      'a category has too many values',
      lines('a,b', 120, (i) => `w${i},${i}`),
      { uses: ['category', 'targetNumber'] },
      0,
      'It has 120 different values.',
    ],
    ['no row is for the test', 'a,b\n1,2\n3,4\n', { testShare: 0 }, null, 'Test rows: from 1% to 99%.'],
  ])('is refused where %s', (_, text, change, column, message) => {
    const table = read(text);
    const [problem] = choiceProblems(describeTable(table), choiceOf(table, change));
    expect(problem).toMatchObject({ column, message: expect.stringContaining(message) });
  });
});

describe('a table as a data set', () => {
  it('has the rows of the file, divided by the seed, each class with the same share', () => {
    const table = read(lines('x,y', 50, (i) => `${i * i},${i % 5 === 0 ? 'few' : 'many'}`));
    const { entry, rows } = buildTable(table, choiceOf(table));
    expect(entry).toMatchObject({
      columns: [{ kind: 'number', name: 'x' }],
      target: { kind: 'category', name: 'y', levels: ['few', 'many'] },
      counts: { train: 40, test: 10 },
    });
    const [x] = rows.columns;
    expect([...(x ?? [])].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i * i));
    expect([...rows.target]).toEqual(Array.from(x ?? [], (value) => (Math.sqrt(value) % 5 === 0 ? 0 : 1)));
    expect([...rows.target.slice(40)].filter((label) => label === 0)).toHaveLength(2);
    expect(buildTable(table, choiceOf(table)).rows).toEqual(rows);
    expect(buildTable(table, choiceOf(table, { seed: 2 })).rows).not.toEqual(rows);
  });

  it('has no row without a target, and none with a missing cell where such rows are dropped', () => {
    const table = read('x,c,y\n1,a,1\n,b,2\n3,,3\n4,a,\n5,b,5\n6,a,oops\n7,b,7\n8,a,8\n');
    const uses = ['number', 'category', 'targetNumber'] as const;
    const filled = buildTable(table, choiceOf(table, { uses }));
    expect(filled.entry.counts).toEqual({ train: 5, test: 1 });
    expect([...filled.rows.target].toSorted()).toEqual([1, 2, 3, 5, 7, 8]);
    expect([...filled.rows.columns[0]!].filter(Number.isNaN)).toHaveLength(1);
    expect([...filled.rows.columns[1]!].filter((code) => code === 0xffff)).toHaveLength(1);
    const dropped = buildTable(table, choiceOf(table, { uses, missing: 'drop', unit: ' € ' }));
    expect([...dropped.rows.target].toSorted()).toEqual([1, 5, 7, 8]);
    expect(dropped.entry.target).toEqual({ kind: 'number', name: 'y', unit: '€' });
  });

  it('is refused where too little is left', () => {
    const table = read('x,y\n,1\n2,2\n,3\n');
    const uses = ['number', 'targetNumber'] as const;
    expect(() => buildTable(table, choiceOf(table, { uses, missing: 'drop' }))).toThrow('Only 1 row would be left.');
    const same = read('x,y\n1,a\n2,a\n,b\n');
    expect(() => buildTable(same, choiceOf(same, { uses: ['number', 'targetCategory'], missing: 'drop' }))).toThrow('the same “y”');
  });

  it('of Kaggle’s flights is known by its columns: the price in rupees is the target, the flight only a name', () => {
    const heading = ',airline,flight,source_city,departure_time,stops,arrival_time,destination_city,class,duration,days_left,price';
    const cities = ['Delhi', 'Mumbai', 'Chennai'];
    const table = read(
      lines(heading, 30, (i) =>
        [
          i,
          i % 3 ? 'SpiceJet' : 'Vistara',
          `SG-${i}`,
          cities[i % 3],
          'Evening',
          i % 2 ? 'zero' : 'one',
          'Night',
          cities[(i + 1) % 3],
          i % 4 ? 'Economy' : 'Business',
          2.17 + i,
          1 + (i % 7),
          5953 + 13 * i,
        ].join(','),
      ),
    );
    const choice = choiceOf(table);
    expect(Object.fromEntries(table.columns.map(({ name }, k) => [name, choice.uses[k]]))).toEqual({
      'Column 1': 'ignored',
      airline: 'category',
      flight: 'ignored',
      source_city: 'category',
      departure_time: 'ignored',
      stops: 'category',
      arrival_time: 'ignored',
      destination_city: 'category',
      class: 'category',
      duration: 'number',
      days_left: 'number',
      price: 'targetNumber',
    });
    expect(buildTable(table, choice).entry.target).toEqual({ kind: 'number', name: 'price', unit: '₹' });
  });
});

describe('a column that gives the target away', () => {
  const price = (i: number) => 20 + ((i * 37) % 101) * 0.61 + (i % 3) * 7;
  const remarkOf = (column: (i: number) => string | number, target: (i: number) => string | number = price, count = 120) => {
    const description = describeTable(read(lines('a,other,y', count, (i) => `${column(i)},${(i * 53) % 17},${target(i)}`)));
    const { uses } = firstChoice(description);
    return tableRemarks(description.columns, uses)[0]!.join(' ');
  };

  it.each<[string, (i: number) => string | number, RegExp]>([
    ['is a copy', price, /says the same as the target/],
    [
      'is the target in another currency',
      (i) => (price(i) * 1.0837).toFixed(2),
      /straight line of the target \(correlation 1 in 120 rows\)/,
    ],
    ['falls as the target rises', (i) => 500 - 3 * price(i), /correlation −1 in/],
    ['is rounded', (i) => Math.round(price(i)), /straight line of the target \(correlation 0\.9/],
    ['is a copy with gaps', (i) => (i % 9 === 0 ? '' : price(i)), /in 106 rows/],
    ['is its logarithm', (i) => Math.log(price(i) - 19.9), /same order as the target \(in 120 rows\)/],
    ['is its logarithm with gaps', (i) => (i % 9 === 0 ? '' : Math.log(price(i) - 19.9)), /same order as the target \(in 106 rows\)/],
  ])('is told where it %s', (_, column, words) => {
    expect(remarkOf(column)).toMatch(words);
    expect(remarkOf(column)).toContain('only copy it');
  });

  it('is not told of a column that only helps', () => {
    expect(remarkOf((i) => (price(i) + ((i * 13) % 40) - 20).toFixed(2))).toBe('');
    expect(remarkOf((i) => 5 * price(i), price, 9)).toBe('');
    // A correlation of 0.99.
    expect(remarkOf((i) => price(i) + ((i * 13) % 9) - 4)).toBe('');
  });

  it('is judged by rows from all over the table', () => {
    const half = (i: number) => (i < 1000 ? 5 * price(i) : (i * 29) % 83);
    expect(remarkOf(half, price, 2000)).toBe('');
    expect(remarkOf((i) => 5 * price(i), price, 2000)).toContain('in 1,000 rows');
  });

  it('is not told of names that tell rows apart, which say nothing of other rows', () => {
    const kind = (i: number) => ['cat', 'dog', 'cow'][i % 3] ?? '';
    expect(remarkOf((i) => `v${i % 12}`, kind)).toBe('');
    expect(
      remarkOf(
        (i) => `n${i}`,
        (i) => `k${i}`,
        9,
      ),
    ).not.toContain('copy');
  });

  it('is told of a name that nearly every class has for itself', () => {
    const kind = (i: number) => ['cat', 'dog', 'cow'][i % 3] ?? '';
    expect(remarkOf((i) => (i === 40 ? '' : i === 41 ? 'A' : 'ABC'[i % 3]!), kind)).toContain('names the class in 99.2% of 119 rows');
    expect(remarkOf((i) => (i % 10 === 0 ? 'A' : 'ABC'[i % 3]!), kind)).toBe('');
  });

  it('is not told of values that all name the same class, however frequent it is', () => {
    const rare = (i: number) => (i % 100 === 50 ? 'fraud' : 'fine');
    expect(remarkOf((i) => 'AB'[i % 2]!, rare, 1000)).toBe('');
    expect(remarkOf((i) => (i % 100 === 50 || i === 7 ? 'B' : 'A'), rare, 1000)).toContain('names the class in 99.9% of 1,000 rows');
  });

  it('is looked for by sorting each column once', () => {
    const count = 40;
    const heading = Array.from({ length: count }, (_, k) => `c${k}`).join(',');
    const { columns } = describeTable(
      read(lines(heading, 50, (i) => Array.from({ length: count }, (_, k) => (i * (37 + k)) % 101).join(','))),
    );
    const { uses } = firstChoice({ columns });
    expect(uses).toEqual([...Array.from({ length: count - 1 }, () => 'number'), 'targetNumber']);
    const sorts = [
      vi.spyOn(Array.prototype, 'sort'),
      vi.spyOn(Array.prototype, 'toSorted'),
      vi.spyOn(Float64Array.prototype, 'sort'),
      vi.spyOn(Float64Array.prototype, 'toSorted'),
    ];
    tableRemarks(columns, uses);
    const calls = sorts.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    for (const sort of sorts) sort.mockRestore();
    expect(calls).toBe(count);
  });
});

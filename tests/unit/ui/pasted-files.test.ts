import { expect, it } from 'vitest';
import { isTable, pastedFiles } from '@/ui/files/pasted-files';

const pasted = (text: string, files: File[] = []) =>
  pastedFiles({ getData: () => text, files, items: [] as unknown } as unknown as DataTransfer);

it('rows that are pasted from a spreadsheet are a table, whatever picture of them comes along', async () => {
  const [only, ...more] = await pasted('size\tprice\r\n1\t2\r\n', [new File(['x'], 'image.png')]);
  expect([only?.path, more.length]).toEqual(['Pasted table.tsv', 0]);
  expect(await only?.file.text()).toBe('size\tprice\r\n1\t2\r\n');
});

it('files are what they are, and other text is nothing', async () => {
  expect((await pasted('', [new File(['x'], 'a.csv')])).map(({ path }) => path)).toEqual(['a.csv']);
  expect(await pasted('Hello\nworld')).toEqual([]);
});

it.each([
  ['a\tb\n1\t2', true],
  ['a\tb', false],
  ['a\nb', false],
  ['a\tb\n1\t2\t3', false],
  ['', false],
])('%j is a table: %s', (text, is) => expect(isTable(text)).toBe(is));

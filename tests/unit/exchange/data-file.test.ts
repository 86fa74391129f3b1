import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readArrays } from '@/dataset/opening/arrays';
import { imagesFile, tableRows } from '@/exchange/data-file';
import type { ItemShape } from '@/experiment/data/item-shape';
import { MISSING_LEVEL } from '@/experiment/data/table';
import { createRandom } from '@/experiment/random';

const part = (count: number, size: number) => {
  const random = createRandom(count);
  return {
    images: Uint8Array.from({ length: count * size }, () => random.below(256)),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
  };
};

it.each<[string, ItemShape]>([
  ['gray', [5, 7, 1]],
  ['color', [6, 4, 3]],
])('a file of %s images is read as it was written', (_, shape) => {
  const size = shape[0] * shape[1] * shape[2];
  const [train, test] = [part(9, size), part(4, size)];
  const files = Object.entries(unzipSync(imagesFile(shape, train, test))).map(([path, bytes]) => ({ path, bytes }));
  expect(readArrays(files, 'mine')).toMatchObject({ itemShape: shape, train, test, notes: [] });
});

it('the rows of a table stand under the names of its columns, with all digits, and nothing where a cell is missing', () => {
  const info = {
    columns: [
      { kind: 'number' as const, name: 'size' },
      { kind: 'category' as const, name: 'color', levels: ['red', 'blue'] },
    ],
    target: { kind: 'number' as const, name: 'price', unit: '€' },
  };
  expect(
    tableRows(info, [
      [0.1 + 0.2, Number.NaN],
      [1, MISSING_LEVEL],
      [1e-9, 5],
    ]),
  ).toEqual([
    ['size', 'color', 'price'],
    [0.30000000000000004, 'blue', 1e-9],
    ['', '', 5],
  ]);
});

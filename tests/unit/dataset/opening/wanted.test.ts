import { describe, expect, it } from 'vitest';
import { FIRST_OPTIONS } from '@/dataset/opening/picture-options';
import { choiceFor, classesFor, optionsFor, otherDataWords } from '@/dataset/opening/wanted';
import type { OwnImagesEntry, OwnTableEntry } from '@/experiment/data/own';

const PETS: OwnImagesEntry = {
  kind: 'images',
  name: 'Pets',
  itemShape: [24, 24, 3],
  classNames: ['dog', 'cat'],
  counts: { train: 8, test: 2 },
  files: ['pets.zip'],
};

const HOUSES: OwnTableEntry = {
  kind: 'table',
  name: 'Houses',
  columns: [
    { kind: 'number', name: 'size' },
    { kind: 'category', name: 'color', levels: ['red', 'blue'] },
  ],
  target: { kind: 'number', name: 'price', unit: '€' },
  missing: 'mostFrequent',
  counts: { train: 8, test: 2 },
  files: ['houses.csv'],
};

describe('the choices that make the data that are wanted', () => {
  it('are those that were made before, and of older entries those that follow from what is known', () => {
    expect(optionsFor(null)).toEqual(FIRST_OPTIONS);
    expect(optionsFor(PETS)).toEqual({ ...FIRST_OPTIONS, side: 24, color: true });
    const pictures = { side: 24, color: true, fit: 'fit', invert: true } as const;
    expect(optionsFor({ ...PETS, made: { pictures, labels: [] } })).toEqual(pictures);
    expect(classesFor(PETS, 2)).toEqual({ names: ['dog', 'cat'], dropped: [] });
    expect(classesFor({ ...PETS, made: { pictures, labels: [[3], [0, 2]] } }, 4)).toEqual({
      names: ['cat', '', 'cat', 'dog'],
      dropped: [1],
    });
    expect(classesFor(PETS, 1)).toBeNull();
  });

  it('of a table are the uses of its columns by their names, whatever their order, and how rows were held back', () => {
    const column = (name: string) => ({ name }) as Parameters<typeof choiceFor>[1]['columns'][number];
    const columns = ['price', 'id', 'color', 'size'].map(column);
    const uses = ['targetNumber', 'ignored', 'category', 'number'];
    expect(choiceFor(HOUSES, { columns })).toEqual({ uses, missing: 'mostFrequent', testShare: 0.2, seed: 1, unit: '€' });
    const made = { testShare: 0.4, seed: 9, drop: true };
    expect(choiceFor({ ...HOUSES, made }, { columns })).toEqual({ uses, missing: 'drop', testShare: 0.4, seed: 9, unit: '€' });
    expect(choiceFor(HOUSES, { columns: columns.slice(1) })).toBeNull();
    expect(choiceFor(PETS, { columns })).toBeNull();
  });
});

it.each([
  ['the kind', HOUSES, PETS, 'It is a table, and these files hold images. Nothing was kept.'],
  ['the size', PETS, { ...PETS, itemShape: [28, 28, 1] }, 'It has images of 24 × 24 pixels in color, these have 28 × 28 pixels in gray.'],
  ['the target', HOUSES, { ...HOUSES, target: HOUSES.columns[0] }, 'It predicts price as a number, this table size as a number.'],
  ['a column', HOUSES, { ...HOUSES, columns: HOUSES.columns.slice(1) }, 'It has the column size (number), and this table does not.'],
  [
    'another column',
    { ...HOUSES, columns: HOUSES.columns.slice(1) },
    HOUSES,
    'does not have the column size (number), and this table does.',
  ],
  ['the rows', HOUSES, { ...HOUSES, counts: { train: 7, test: 3 } }, 'has 8 rows to train and 2 rows to test, this table 7 rows to train'],
  ['nothing but the content', HOUSES, HOUSES, 'as many rows as it, but with other content.'],
])('data that are not wanted say so where %s differs', (_, wanted, found, words) => {
  expect(otherDataWords(wanted as typeof HOUSES, found as typeof HOUSES)).toContain(words);
});

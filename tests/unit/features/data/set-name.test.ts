import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { describeTable } from '@/dataset/opening/table/describe';
import { readTable } from '@/dataset/opening/table/read-table';
import type { OwnEntry, OwnId } from '@/experiment/data/own';
import { Preview } from '@/features/data/opening/preview';
import { useSetName } from '@/features/data/opening/set-name';
import { TablePreview } from '@/features/data/opening/table/table-preview';
import type { Opening } from '@/stores/opening';
import type { ImagesPreview } from '@/stores/types';

const idOf = (digit: string): OwnId => `own-${digit.repeat(64)}`;
const PETS: OwnEntry = {
  kind: 'images',
  name: 'Pets',
  itemShape: [8, 8, 1],
  classNames: ['cat', 'dog'],
  counts: { train: 8, test: 2 },
  files: ['pets.zip'],
};
const HOUSES: OwnEntry = {
  kind: 'table',
  name: 'Houses',
  columns: [{ kind: 'number', name: 'size' }],
  target: { kind: 'number', name: 'price' },
  missing: 'mean',
  counts: { train: 8, test: 2 },
  files: ['houses.csv'],
};

type Shown = Pick<Opening, 'state' | 'problem' | 'wanted' | 'difference'>;
const openingOf = (entry: OwnEntry | null, difference: string | null = null): Shown => ({
  state: 'preview',
  problem: null,
  wanted: entry && { id: idOf('5'), entry, by: 'design' },
  difference,
});
const nothing = () => undefined;

/** The value of the field "Name" of a preview. */
const nameIn = (markup: string): string | undefined => / value="([^"]*)"/.exec(markup)?.[1];

function imagesNamed(opening: Shown, classes: number): string | undefined {
  const preview: ImagesPreview = {
    kind: 'images',
    name: 'garments',
    itemShape: [8, 8, 1],
    classes: Array.from({ length: classes }, (_, k) => ({ name: `c${k}`, train: 4, test: 1, pictures: [] })),
    notes: [],
    pictures: null,
  };
  return nameIn(renderToStaticMarkup(createElement(Preview, { preview, opening, onUse: nothing, onFiles: nothing, onOptions: nothing })));
}

function tableNamed(opening: Shown, heading: string): string | undefined {
  const steps = readTable({ path: 'flats.csv', bytes: new TextEncoder().encode(`${heading}\n1,2\n3,5\n4,9\n`) }, {});
  let step = steps.next();
  while (!step.done) step = steps.next();
  const preview = { kind: 'table', problem: null, ...describeTable(step.value) } as const;
  return nameIn(
    renderToStaticMarkup(createElement(TablePreview, { preview, opening, onUse: nothing, onFiles: nothing, onFormat: nothing })),
  );
}

/** The name that is stored where files of which a difference was told turn out to be those that are lacking. */
const StoredName = () => useSetName('garments', openingOf(PETS, 'It has 3 classes.'), true).settleName(false);

describe('opened files are called', () => {
  it('like the data set that is lacking, where they can be it', () => {
    expect(imagesNamed(openingOf(PETS), 2)).toBe('Pets');
    expect(tableNamed(openingOf(HOUSES), 'size,price')).toBe('Houses');
  });

  it('after themselves where they cannot, or nothing is lacking', () => {
    expect(imagesNamed(openingOf(PETS), 1)).toBe('garments');
    expect(imagesNamed(openingOf(HOUSES), 2)).toBe('garments');
    expect(imagesNamed(openingOf(null), 2)).toBe('garments');
    expect(tableNamed(openingOf(HOUSES), 'rooms,rent')).toBe('flats');
    expect(tableNamed(openingOf(PETS), 'size,price')).toBe('flats');
  });

  it('after themselves as soon as it is said that they are not the one that is lacking', () => {
    expect(imagesNamed(openingOf(PETS, 'It has 3 classes.'), 2)).toBe('garments');
    expect(tableNamed(openingOf(HOUSES, 'It has 8 rows.'), 'size,price')).toBe('flats');
  });

  it('and stored under that name, but like the one that is lacking where other choices make it after all', () => {
    expect(renderToStaticMarkup(createElement(StoredName))).toBe('Pets');
  });
});

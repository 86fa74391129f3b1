import type { OwnEntry, OwnImagesEntry, OwnTableEntry } from '@/experiment/data/own';
import { columnTitle } from '@/experiment/data/table';
import { counted, rowsInWords } from '@/experiment/words/numbers';
import { FIRST_OPTIONS, type PictureOptions } from './picture-options';
import type { ColumnUse, TableChoice } from './table/choice';
import type { TableDescription } from './table/describe';

/** How pictures have to be read to become the images that are wanted. */
export function optionsFor(wanted: OwnEntry | null): PictureOptions {
  if (wanted?.kind !== 'images') return FIRST_OPTIONS;
  const [side, , channels] = wanted.itemShape;
  return wanted.made?.pictures ?? { ...FIRST_OPTIONS, side, color: channels === 3 };
}

/** Names of the files' classes, and those left out, that make the classes that are wanted; `null` where that does not follow. */
export function classesFor(wanted: OwnEntry | null, count: number): { names: string[]; dropped: number[] } | null {
  if (wanted?.kind !== 'images') return null;
  const labels = wanted.made?.labels ?? wanted.classNames.map((_, label) => [label]);
  const places = Array.from({ length: count }, (_, label) => labels.findIndex((group) => group.includes(label)));
  if (labels.flat().some((label) => label >= count)) return null;
  return {
    names: places.map((place) => wanted.classNames[place] ?? ''),
    dropped: [...places.keys()].filter((label) => (places[label] ?? -1) < 0),
  };
}

/** The choice that makes a table the one that is wanted; `null` where it lacks a column of it. */
export function choiceFor(wanted: OwnEntry | null, { columns }: Pick<TableDescription, 'columns'>): TableChoice | null {
  if (wanted?.kind !== 'table') return null;
  const { target, missing, made } = wanted;
  const uses = columns.map(({ name }): ColumnUse => {
    if (name === target.name) return target.kind === 'number' ? 'targetNumber' : 'targetCategory';
    return wanted.columns.find((column) => column.name === name)?.kind ?? 'ignored';
  });
  const isWhole = uses.filter((use) => use !== 'ignored').length === wanted.columns.length + 1;
  if (!isWhole) return null;
  const { testShare = 0.2, seed = 1, drop = false } = made ?? {};
  return { uses, missing: drop ? 'drop' : missing, testShare, seed, unit: target.kind === 'number' ? (target.unit ?? '') : '' };
}

/** Why opened data are not those that are wanted, in sentences: the first thing that differs. */
export function otherDataWords(wanted: OwnEntry, found: OwnEntry): string {
  return `${differenceWords(wanted, found)} Nothing was kept.`;
}

function differenceWords(wanted: OwnEntry, found: OwnEntry): string {
  if (wanted.kind === 'images' && found.kind === 'images') return imagesDifference(wanted, found);
  if (wanted.kind === 'table' && found.kind === 'table') return rowsDifference(wanted, found);
  return `It ${wanted.kind === 'table' ? 'is a table' : 'has images'}, and these files ${found.kind === 'table' ? 'hold a table' : 'hold images'}.`;
}

const SAME = 'with other content. Are they the same files, and the same version of them?';

function imagesDifference(wanted: OwnImagesEntry, found: OwnImagesEntry): string {
  const sizeOf = ({ itemShape: [height, width, channels] }: OwnImagesEntry) =>
    `${height} × ${width} pixels in ${channels === 1 ? 'gray' : 'color'}`;
  if (sizeOf(wanted) !== sizeOf(found)) return `It has images of ${sizeOf(wanted)}, these have ${sizeOf(found)}.`;
  const classes = ({ classNames }: OwnImagesEntry) => counted(classNames.length, 'class', 'classes');
  if (classes(wanted) !== classes(found)) return `It has ${classes(wanted)}, these are ${classes(found)}.`;
  const images = ({ counts: { train, test } }: OwnImagesEntry) => `${counted(train, 'training image')} and ${counted(test, 'test image')}`;
  if (images(wanted) !== images(found)) return `It has ${images(wanted)}, these are ${images(found)}.`;
  return `These are as many images of the same size as it has, but ${SAME}`;
}

function rowsDifference(wanted: OwnTableEntry, found: OwnTableEntry): string {
  const targetOf = ({ target }: OwnTableEntry) => `${target.name} as a ${target.kind}`;
  if (targetOf(wanted) !== targetOf(found)) return `It predicts ${targetOf(wanted)}, this table ${targetOf(found)}.`;
  const columnsOf = ({ columns }: OwnTableEntry) => columns.map((column) => `${columnTitle(column)} (${column.kind})`);
  const [own, theirs] = [columnsOf(wanted), columnsOf(found)];
  const lacking = own.find((column) => !theirs.includes(column)) ?? theirs.find((column) => !own.includes(column));
  if (lacking)
    return `It ${own.includes(lacking) ? 'has' : 'does not have'} the column ${lacking}, and this table ${own.includes(lacking) ? 'does not' : 'does'}.`;
  const rowsOf = ({ counts: { train, test } }: OwnTableEntry) => `${rowsInWords(train)} to train and ${rowsInWords(test)} to test`;
  if (rowsOf(wanted) !== rowsOf(found)) return `It has ${rowsOf(wanted)}, this table ${rowsOf(found)}.`;
  return `This table has the columns and as many rows as it, but ${SAME} Other test rows differ as well: check their share, the seed and what is done about missing cells.`;
}

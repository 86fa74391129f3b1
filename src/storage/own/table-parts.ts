import type { LabelledImages, TableRows } from '@/dataset/types';
import type { OwnTableEntry } from '@/experiment/data/own';

/** The files of a table: the target of each row, and all cells, column by column: columns of numbers first, then categories. */
export type TableParts = Record<'target' | 'cells', Uint8Array>;

const BYTES = { number: 8, category: 2 } as const;

/** Bytes of all cells of a row, its target included. */
export const rowBytes = ({ columns, target }: OwnTableEntry): number =>
  [...columns, target].reduce((sum, { kind }) => sum + BYTES[kind], 0);

/** Cells as bytes, as this computer writes numbers (little-endian, as browsers' computers all are). */
export function partsOfRows({ columns }: OwnTableEntry, rows: TableRows): TableParts {
  const cells = new Uint8Array(rows.columns.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const k of inFileOrder(columns)) {
    const column = rows.columns[k];
    if (!column) continue;
    cells.set(bytesOf(column), at);
    at += column.byteLength;
  }
  return { target: bytesOf(rows.target).slice(), cells };
}

/** The rows of a table from their bytes; `null` where these are not as many as the entry says. */
export function rowsOfParts(entry: OwnTableEntry, { target, cells }: TableParts): TableRows | null {
  const { columns, counts } = entry;
  const count = counts.train + counts.test;
  if (target.length + cells.length !== count * rowBytes(entry) || target.length !== count * BYTES[entry.target.kind]) return null;
  const read: (Float64Array | Uint16Array)[] = new Array(columns.length);
  let at = 0;
  for (const k of inFileOrder(columns)) {
    const { kind } = columns[k] ?? entry.target;
    read[k] = numbersOf(cells.subarray(at, at + count * BYTES[kind]), kind);
    at += count * BYTES[kind];
  }
  return { columns: read, target: numbersOf(target, entry.target.kind) };
}

/** The items of a table as those of images: no pixels, and the labels of a target that is a class. */
export function itemsOf({ target, counts }: OwnTableEntry, rows: TableRows): { train: LabelledImages; test: LabelledImages } {
  const labels = target.kind === 'category' ? Uint8Array.from(rows.target) : new Uint8Array(counts.train + counts.test);
  const part = (from: number, to: number): LabelledImages => ({ images: new Uint8Array(0), labels: labels.subarray(from, to) });
  return { train: part(0, counts.train), test: part(counts.train, labels.length) };
}

const inFileOrder = (columns: OwnTableEntry['columns']): number[] => {
  const of = (wanted: 'number' | 'category') => [...columns.keys()].filter((k) => columns[k]?.kind === wanted);
  return [...of('number'), ...of('category')];
};

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | Uint16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A copy, since bytes may begin anywhere and numbers may not. */
function numbersOf(bytes: Uint8Array, kind: 'number' | 'category'): Float64Array | Uint16Array {
  const { buffer } = bytes.slice();
  return kind === 'number' ? new Float64Array(buffer) : new Uint16Array(buffer);
}

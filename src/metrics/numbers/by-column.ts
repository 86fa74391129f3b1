import type { Column } from '@/experiment/data/table';
import { shortTick } from './scale';

/** Rows that have one value of a column in common, and how far predictions are off there. */
export interface ColumnPart {
  name: string;
  count: number;
  /** Mean absolute error. */
  mae: number;
  /** Mean of predicted - true: above 0 predictions are too high. */
  bias: number;
}

/** Parts of a column of numbers. */
const PARTS = 6;

/**
 * Errors by the value of a column: a part for each level of a category, and for numbers six parts of about equally many rows.
 *
 * @param cells the column's cell of each row: a number, or a position among the levels
 */
export function errorsByColumn(column: Column, cells: Float64Array, truth: Float64Array, predicted: Float64Array): ColumnPart[] {
  const parts = column.kind === 'category' ? column.levels.map((name) => ({ name, rows: [] as number[] })) : numberParts(cells);
  const partOf =
    column.kind === 'category'
      ? (cell: number) => parts[cell]
      : (cell: number) => parts.find(({ to = Number.POSITIVE_INFINITY }: NumberPart) => cell <= to);
  cells.forEach((cell, row) => {
    partOf(cell)?.rows.push(row);
  });
  return parts
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, rows }) => {
      const mean = (of: (row: number) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
      return {
        name,
        count: rows.length,
        mae: mean((row) => Math.abs(predicted[row]! - truth[row]!)),
        bias: mean((row) => predicted[row]! - truth[row]!),
      };
    });
}

interface NumberPart {
  name: string;
  rows: number[];
  to?: number;
}

function numberParts(cells: Float64Array): NumberPart[] {
  const sorted = cells.filter(Number.isFinite).toSorted();
  const ends = Array.from({ length: PARTS }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / PARTS) - 1] ?? 0);
  const distinct = [...new Set(ends)];
  return distinct.map((to, i) => {
    const before = distinct[i - 1];
    const name = before === undefined ? `to ${shortTick(to)}` : `over ${shortTick(before)} to ${shortTick(to)}`;
    return { name, to, rows: [] };
  });
}

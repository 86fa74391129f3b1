import type { Column } from '@/experiment/data/table';
import { withMinus } from './numbers';

/** A cell as people read it; empty where it is missing. */
export function cellText(column: Column, cell: number | undefined): string {
  if (cell === undefined || !Number.isFinite(cell)) return '';
  if (column.kind === 'category') return column.levels[cell] ?? '';
  return withMinus((Number(cell.toFixed(3)) || 0).toLocaleString('en'));
}

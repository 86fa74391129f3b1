/** A grid with one tab stop, in which the arrow keys move. */
export interface Grid {
  /** Cells in a row. */
  columns: number;
  /** Cells in all; the last row may be shorter. */
  count: number;
  /** Rows that Page Up and Page Down go by. */
  page?: number;
}

/** The cell to which a key moves from cell `at`, row after row from 0; `null` for keys that do not move. Stays inside the grid. */
export function cellAfter(key: string, at: number, { columns, count, page = columns }: Grid): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return Math.max(0, count - 1);
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (step === undefined) return null;
  const next = at + step;
  if (next >= 0 && next < count) return next;
  // Vertical moves go as far as the column reaches; sideways there is nothing beyond the ends.
  if (Math.abs(step) === 1) return at;
  const rows = Math.floor(step < 0 ? at / columns : (count - 1 - at) / columns);
  return at + Math.sign(step) * rows * columns;
}

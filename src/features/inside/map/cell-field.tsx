import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { cellAfter } from '@/ui/grid-keys';
import { Pixels } from '@/ui/pictures/pixels';
import styles from './cell-field.module.css';

interface CellFieldProps {
  /** Grey bytes, a cell each, row by row. */
  bytes: Uint8Array;
  columns: number;
  /** Cells that mean something; the last row may be longer. */
  count: number;
  /** What the cells are, for screen readers. */
  label: string;
  /** The cell that is marked; `null` for none. */
  at: number | null;
  /** A cell in words. */
  textOf(cell: number): string;
  onAt(cell: number | null): void;
  /** What Enter or a click on a cell does. */
  onOpen?(cell: number): void;
}

/** Numbers as grey cells, of which one can be marked: by pointing at it, or with the arrow keys. */
export function CellField({ bytes, columns, count, label, at, textOf, onAt, onOpen }: CellFieldProps) {
  const box = useRef<HTMLDivElement>(null);
  const rows = bytes.length / columns;
  const cellUnder = ({ clientX, clientY }: PointerEvent): number | null => {
    const area = box.current?.getBoundingClientRect();
    if (!area?.width) return null;
    const column = Math.floor(((clientX - area.left) / area.width) * columns);
    const row = Math.floor(((clientY - area.top) / area.height) * rows);
    const cell = row * columns + column;
    return column >= 0 && column < columns && cell >= 0 && cell < count ? cell : null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (onOpen && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onOpen(at ?? 0);
      return;
    }
    const next = cellAfter(event.key, at ?? 0, { columns, count });
    if (next === null) return;
    event.preventDefault();
    onAt(at === null ? 0 : next);
  };
  return (
    <div
      ref={box}
      className={styles.field}
      data-opens={onOpen !== undefined}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={(at ?? 0) + 1}
      aria-valuetext={textOf(at ?? 0)}
      onKeyDown={onKeyDown}
      onFocus={() => at === null && onAt(0)}
      onPointerMove={(event) => onAt(cellUnder(event))}
      onPointerDown={(event) => onAt(cellUnder(event))}
      onPointerLeave={({ pointerType, currentTarget }) => pointerType === 'mouse' && !currentTarget.matches(':focus') && onAt(null)}
      onClick={(event) => {
        const cell = cellUnder(event as unknown as PointerEvent);
        if (cell !== null) onOpen?.(cell);
      }}
    >
      <Pixels bytes={bytes} width={columns} label="" />
      {at !== null && (
        <span
          className={styles.mark}
          style={{
            left: `${(100 * (at % columns)) / columns}%`,
            top: `${(100 * Math.floor(at / columns)) / rows}%`,
            width: `${100 / columns}%`,
            height: `${100 / rows}%`,
          }}
        />
      )}
    </div>
  );
}

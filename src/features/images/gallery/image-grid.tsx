import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import { cellAfter } from '@/ui/grid-keys';
import { type FetchPixels, usePixels } from '@/ui/pictures/use-pixels';
import type { LabelledImage, ShownImage } from '../types';
import styles from './image-grid.module.css';
import { ImageTile } from './image-tile';

interface ImageGridProps {
  count: number;
  /** The image at a place of the list, with the model's answer where one was asked. */
  imageAt(place: number): LabelledImage | ShownImage;
  classNames: readonly string[];
  imageShape: ItemShape;
  fetch: FetchPixels;
  /** The place that has the tab stop, and the focus where `focused` says so. */
  at: number;
  focused: boolean;
  onMove(place: number): void;
  onOpen(place: number): void;
}

/** In CSS pixels. Where a model was asked, its answer stands on a line of its own. */
const TILE = { width: 108, height: 112, unanswered: 94 };
const OVERSCAN_ROWS = 3;

/** A wall of images, of which only those in sight exist. One of them is the tab stop; arrow keys, Page Up and Down, Home and End move. */
export function ImageGrid({ count, imageAt, classNames, imageShape, fetch, at, focused, onMove, onOpen }: ImageGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const columns = useColumns(frame);
  const height = count > 0 && 'predicted' in imageAt(0) ? TILE.height : TILE.unanswered;
  const stop = Math.min(at, Math.max(0, count - 1));
  const stopRow = Math.floor(stop / columns);
  const rows = useVirtualizer({
    count: Math.ceil(count / columns),
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: OVERSCAN_ROWS,
    // The tab stop exists wherever it is scrolled to: a focus must not vanish with its tile.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      return inSight.includes(stopRow) || stopRow >= range.count ? inSight : [...inSight, stopRow].sort((a, b) => a - b);
    },
  });
  const items = rows.getVirtualItems();
  const places = items.flatMap(({ index }) =>
    Array.from({ length: Math.min(columns, count - index * columns) }, (_, k) => index * columns + k),
  );
  const pixels = usePixels(
    places.map((place) => imageAt(place).index),
    fetch,
  );
  useFocus(frame, stop, focused, () => rows.scrollToIndex(stopRow));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / height));
    const next = cellAfter(event.key, stop, { columns, count, page });
    if (next === null) return;
    event.preventDefault();
    onMove(next);
  };
  return (
    <>
      {pixels.error && <p className={styles.error}>The images could not be loaded: {pixels.error}</p>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its buttons have the focus; the keys bubble up to here. */}
      <div ref={frame} className={styles.frame} onKeyDown={onKeyDown}>
        <ul className={styles.list} style={{ height: rows.getTotalSize() }}>
          {places.map((place) => {
            const image = imageAt(place);
            const [row, column] = [Math.floor(place / columns), place % columns];
            return (
              <li
                key={image.index}
                aria-posinset={place + 1}
                aria-setsize={count}
                className={styles.item}
                style={{ width: `${100 / columns}%`, left: `${(100 * column) / columns}%`, top: row * height, height }}
              >
                <ImageTile
                  image={image}
                  pixels={pixels.of(image.index)}
                  shape={imageShape}
                  classNames={classNames}
                  place={place}
                  tabStop={place === stop}
                  onOpen={onOpen}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

/** As many columns as there is room for. */
function useColumns(frame: { readonly current: HTMLElement | null }): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setColumns(Math.max(1, Math.floor(element.clientWidth / TILE.width)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return columns;
}

/** Gives a tile the focus once it exists: it has to scroll into sight first. */
function useFocus(frame: { readonly current: HTMLElement | null }, place: number, wanted: boolean, reveal: () => void): void {
  const done = useRef<number | null>(wanted ? null : place);
  useEffect(() => {
    if (!wanted || done.current === place) return;
    const tile = frame.current?.querySelector<HTMLElement>(`[data-place="${place}"]`);
    if (!tile) return reveal();
    done.current = place;
    tile.focus({ preventScroll: true });
    tile.scrollIntoView({ block: 'nearest' });
  });
}

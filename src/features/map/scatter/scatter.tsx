import { type RefObject, useId, useMemo, useRef, useState } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import { formatCount } from '@/experiment/words/numbers';
import type { FetchPixels } from '@/ui/pictures/use-pixels';
import { useSize } from '@/ui/use-size';
import type { ColoredBy, Guest, Point, ShownMap, Tool } from '../types';
import { imageAt, imagesInSight, imagesInside, nextImage } from './geometry';
import { KEYS_HELP, mapKeys } from './map-keys';
import { Palette } from './palette';
import styles from './scatter.module.css';
import { useGestures } from './use-gestures';
import { usePainting } from './use-painting';
import { MOST_PICTURES, usePictures } from './use-pictures';
import { boundsOf, movedBy, type Sight, toScreen, viewportOf, wholeSight, zoomedAt } from './viewport';
import { ZoomBar } from './zoom-bar';

export interface ScatterProps {
  /** What takes the keys. */
  ref: RefObject<HTMLDivElement | null>;
  map: ShownMap;
  /** "test images". */
  what: string;
  classCount: number;
  coloredBy: ColoredBy;
  tool: Tool;
  isShown(image: number): boolean;
  /** `null` for the whole map. */
  sight: Sight | null;
  onSight(sight: Sight | null): void;
  chosen: number | null;
  onChoose(image: number | null): void;
  onHover(image: number | null): void;
  guests: readonly Guest[];
  imageShape: ItemShape;
  fetch: FetchPixels;
  /** One image is opened: by Enter, or by a click on the one that is chosen. */
  onOpen(image: number): void;
  /** The images near one are opened. */
  onNear(image: number): void;
  /** Images are opened together. */
  onSelect(images: readonly number[]): void;
  /** An image, in words, for screen readers. */
  words(image: number): string;
}

/** How near a pointer must come, in CSS pixels. */
const REACH = 14;
const NONE: readonly number[] = [];

/** The images as marks on a canvas, or as pictures where few are in sight. */
export function Scatter(props: ScatterProps) {
  const { ref, map, what, tool, isShown, sight, onSight, chosen, onChoose, onHover, onOpen, onNear, onSelect, words } = props;
  const help = useId();
  const [told, setTold] = useState('');
  const [hovered, setHovered] = useState<number | null>(null);
  const bounds = useMemo(() => boundsOf(map.coordinates), [map.coordinates]);
  const now = sight ?? wholeSight(bounds);
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = useRef<HTMLDivElement>(null);
  const size = useSize(canvas);
  const viewport = viewportOf(now, bounds, size.width, size.height);
  const images = { coordinates: map.coordinates, isShown };
  const inSight = imagesInSight(images, viewport);
  const pictures = usePictures(map, map.final ? inSight : NONE, props.imageShape, props.fetch);
  const meet = (at: Point, reach = REACH) => imageAt(images, viewport, at, reach);
  const placeOf = (image: number) => toScreen(viewport, map.coordinates[2 * image] ?? 0, map.coordinates[2 * image + 1] ?? 0);
  const hover = (at: Point | null) => {
    const image = at && meet(at);
    if (image === hovered) return;
    setHovered(image);
    onHover(image);
  };
  const pick = (at: Point) => {
    const image = meet(at);
    if (image !== null && image === chosen) onOpen(image);
    else onChoose(image);
  };
  const { lasso, handlers } = useGestures({
    element: ref,
    tool,
    onHover: hover,
    onPick: pick,
    onMove: (dx, dy) => onSight(movedBy(now, viewport, dx, dy)),
    onZoom: (factor, at) => onSight(zoomedAt(now, viewport, factor, at)),
    onLasso: (corners) => onSelect(imagesInside(images, viewport, corners)),
  });
  const pictureSize = inSight.length <= MOST_PICTURES / 3 ? 42 : 28;
  usePainting(canvas, palette, size, { ...props, hovered, viewport, pictures, pictureSize, lasso });

  function goTo(image: number): void {
    onChoose(image);
    setTold(words(image));
    const { x, y } = placeOf(image);
    const isOut = x < 0 || y < 0 || x > size.width || y > size.height;
    if (isOut) onSight(movedBy(now, viewport, size.width / 2 - x, size.height / 2 - y));
  }

  const middle = { x: size.width / 2, y: size.height / 2 };
  const onKeyDown = mapKeys({
    go(direction) {
      const next = chosen === null ? meet(middle, Number.POSITIVE_INFINITY) : nextImage(images, chosen, direction);
      if (next !== null) goTo(next);
    },
    open: () => chosen !== null && onOpen(chosen),
    near: () => chosen !== null && onNear(chosen),
    inSight: () => onSelect(inSight),
    whole: () => onSight(null),
    zoom: (factor) => onSight(zoomedAt(now, viewport, factor, chosen === null ? middle : placeOf(chosen))),
  });

  return (
    <div className={styles.frame}>
      <div
        ref={ref}
        className={styles.scatter}
        data-tool={tool}
        data-pointing={hovered !== null || undefined}
        role="application"
        aria-label={`Map of ${formatCount(map.rows.length)} ${what}`}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys, as an application does.
        tabIndex={0}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <canvas ref={canvas} className={styles.canvas} />
      </div>
      <p id={help} className="visually-hidden">
        {KEYS_HELP}
      </p>
      <p className="visually-hidden" role="status">
        {told}
      </p>
      <ZoomBar
        onZoom={(factor) => onSight(zoomedAt(now, viewport, factor, middle))}
        onWhole={sight ? () => onSight(null) : null}
        onInSight={() => onSelect(inSight)}
      />
      <Palette ref={palette} classCount={props.classCount} />
    </div>
  );
}

import type { KeyboardEvent } from 'react';
import type { Direction } from './geometry';

/** What keys do on the map. */
export interface KeyActions {
  /** To the next image in a direction. */
  go(direction: Direction): void;
  open(): void;
  near(): void;
  inSight(): void;
  whole(): void;
  zoom(factor: number): void;
}

export const KEYS_HELP =
  'Arrow keys go from image to image. Enter opens the image, N the images near it, V all images in view. Plus and minus zoom, 0 shows the whole map.';

const ZOOM = 1.5;

const KEYS: Record<string, (actions: KeyActions) => void> = {
  ArrowLeft: ({ go }) => go('left'),
  ArrowRight: ({ go }) => go('right'),
  ArrowUp: ({ go }) => go('up'),
  ArrowDown: ({ go }) => go('down'),
  Enter: ({ open }) => open(),
  n: ({ near }) => near(),
  v: ({ inSight }) => inSight(),
  '0': ({ whole }) => whole(),
  '+': ({ zoom }) => zoom(ZOOM),
  '=': ({ zoom }) => zoom(ZOOM),
  '-': ({ zoom }) => zoom(1 / ZOOM),
};

/** The listener that does them; all other keys are the page's. */
export const mapKeys = (actions: KeyActions) => (event: KeyboardEvent) => {
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
  if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act(actions);
};

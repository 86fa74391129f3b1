import { useMemo, useRef } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import { toRgba } from '@/ui/pictures/pixels';
import { type FetchPixels, usePixels } from '@/ui/pictures/use-pixels';
import type { ShownMap } from '../types';

/** Images in sight that are shown as pictures; more would cover each other. */
export const MOST_PICTURES = 150;

const NONE: readonly number[] = [];

/** Pictures of images, by image of the map: those that have come so far. The bytes are only ever written to a canvas, never read back. */
export function usePictures(
  map: ShownMap,
  images: readonly number[],
  shape: ItemShape,
  fetch: FetchPixels,
): ReadonlyMap<number, CanvasImageSource> {
  const wanted = images.length <= MOST_PICTURES ? images : NONE;
  const pixels = usePixels(
    wanted.map((image) => map.positions[image] ?? 0),
    fetch,
  );
  const made = useRef(new WeakMap<Uint8Array, HTMLCanvasElement>()).current;
  const entries = wanted.flatMap((image): [number, HTMLCanvasElement][] => {
    const bytes = pixels.of(map.positions[image] ?? 0);
    if (!bytes) return [];
    const picture = made.get(bytes) ?? pictureOf(bytes, shape);
    made.set(bytes, picture);
    return [[image, picture]];
  });
  const key = entries.map(([image]) => image).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which pictures there are.
  return useMemo(() => new Map(entries), [key, map]);
}

function pictureOf(bytes: Uint8Array, [height, width, channels]: ItemShape): HTMLCanvasElement {
  const picture = document.createElement('canvas');
  picture.width = width;
  picture.height = height;
  picture.getContext('2d')?.putImageData(new ImageData(toRgba(bytes, channels), width, height), 0, 0);
  return picture;
}

import type { ImageSize } from '@/dataset/types';

/** A place in an image, in pixels from its top left. */
export type Place = readonly [x: number, y: number];

/** A thin line to draw with: half its width in pixels, and its gray. */
export interface Pen {
  radius: number;
  level: number;
}

/** Draws a line through places, with soft edges, inside the garment alone. One place is a dot. */
export function drawStroke(drawn: Float32Array, mask: Uint8Array, places: readonly Place[], pen: Pen, size: ImageSize): void {
  const [first] = places;
  if (!first) return;
  if (places.length === 1) drawSegment(drawn, mask, [first, first], pen, size);
  for (let i = 1; i < places.length; i++) drawSegment(drawn, mask, [places[i - 1]!, places[i]!], pen, size);
}

function drawSegment(
  drawn: Float32Array,
  mask: Uint8Array,
  [from, to]: readonly [Place, Place],
  { radius, level }: Pen,
  { height, width }: ImageSize,
): void {
  const reach = radius + 0.5;
  const low = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const high = (a: number, b: number, most: number) => Math.min(most - 1, Math.ceil(Math.max(a, b) + reach));
  for (let y = low(from[1], to[1]); y <= high(from[1], to[1], height); y++) {
    for (let x = low(from[0], to[0]); x <= high(from[0], to[0], width); x++) {
      const at = y * width + x;
      if (!mask[at]) continue;
      const share = Math.min(1, Math.max(0, reach - distance([x + 0.5, y + 0.5], from, to)));
      drawn[at] = drawn[at]! * (1 - share) + level * share;
    }
  }
}

/** How far a place is from a line between two others. */
function distance([x, y]: Place, [x1, y1]: Place, [x2, y2]: Place): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

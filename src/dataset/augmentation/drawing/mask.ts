import type { ImageSize } from '@/dataset/types';

/** Dark places inside a garment with fewer pixels than this belong to it: a print, a shadow. Larger ones are openings. */
const SMALL_HOLE = 14;

/** How far the middles of neighboring pixels are apart. */
const STRAIGHT = 1;
const DIAGONAL = Math.SQRT2;

/** 1 where the garment is: where it is brighter than `least`, and in small holes. `gray` has height * width numbers. */
export function garmentMask(gray: Float32Array, least: number, size: ImageSize): Uint8Array {
  const mask = new Uint8Array(gray.length);
  for (let at = 0; at < mask.length; at++) mask[at] = gray[at]! > least ? 1 : 0;
  const seen = mask.slice();
  const hole = new Int32Array(mask.length);
  for (let start = 0; start < mask.length; start++) {
    if (seen[start]) continue;
    const found = collect(seen, start, hole, size);
    if (found > 0 && found < SMALL_HOLE) for (let i = 0; i < found; i++) mask[hole[i]!] = 1;
  }
  return mask;
}

/** Marks a dark part as seen and lists its pixels in `part`; how many there are, or 0 where the part reaches the image's edge. */
function collect(seen: Uint8Array, start: number, part: Int32Array, { height, width }: ImageSize): number {
  let count = 0;
  let atEdge = false;
  const push = (at: number) => {
    if (seen[at]) return;
    seen[at] = 1;
    part[count++] = at;
  };
  push(start);
  for (let i = 0; i < count; i++) {
    const at = part[i]!;
    const x = at % width;
    const inside = x > 0 && x < width - 1 && at >= width && at < (height - 1) * width;
    atEdge ||= !inside;
    if (x > 0) push(at - 1);
    if (x < width - 1) push(at + 1);
    if (at >= width) push(at - width);
    if (at < (height - 1) * width) push(at + width);
  }
  return atEdge ? 0 : count;
}

/**
 * How far each pixel of the mask is from the nearest one outside it, in pixels (a chamfer distance, nearly Euclidean); 0 outside. What lies beyond the
 * image is outside.
 */
export function depthOf(mask: Uint8Array, { height, width }: ImageSize): Float32Array {
  const wide = width + 2;
  const padded = new Float32Array(wide * (height + 2));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (mask[y * width + x]) padded[(y + 1) * wide + x + 1] = height + width;
  }
  for (let y = 1; y <= height; y++) for (let x = 1; x <= width; x++) relax(padded, y * wide + x, -wide, -1);
  for (let y = height; y >= 1; y--) for (let x = width; x >= 1; x--) relax(padded, y * wide + x, wide, 1);
  const depth = new Float32Array(mask.length);
  for (let y = 0; y < height; y++) depth.set(padded.subarray((y + 1) * wide + 1, (y + 1) * wide + 1 + width), y * width);
  return depth;
}

function relax(depth: Float32Array, at: number, row: number, column: number): void {
  const next = at + row;
  const near = Math.min(depth[at + column]!, depth[next]!) + STRAIGHT;
  const far = Math.min(depth[next - 1]!, depth[next + 1]!) + DIAGONAL;
  depth[at] = Math.min(depth[at]!, near, far);
}

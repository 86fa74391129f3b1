import type { ImageSize } from '@/dataset/types';

/** How steep the gray must be inside a garment to be drawn as a line, in levels for each pixel, and from where on it is a full line. */
const EDGE_FROM = 20;
const EDGE_FULL = 50;

/** Inner edges are looked for this far from the garment's own edge, in pixels. */
const INNER = 2.5;

/** Columns whose lowest pixel is this near to the garment's lowest belong to its hem. */
const HEM = 3;

/** Draws a line along the inside of the edge, with soft ends. `depth` is how far each pixel is from the outside. */
export function addLine(drawn: Float32Array, depth: Float32Array, width: number, level: number): void {
  for (let at = 0; at < drawn.length; at++) {
    if (depth[at] === 0) continue;
    const share = Math.min(1, Math.max(0, width + 1 - depth[at]!));
    drawn[at] = drawn[at]! * (1 - share) + level * share;
  }
}

/** Draws the steepest changes of gray inside the garment: sleeves, collars, soles. */
export function addInnerEdges(
  drawn: Float32Array,
  gray: Float32Array,
  depth: Float32Array,
  level: number,
  { height, width }: ImageSize,
): void {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      if (depth[at]! < INNER) continue;
      const slope = Math.hypot(gray[at + 1]! - gray[at - 1]!, gray[at + width]! - gray[at - width]!) / 2;
      const share = Math.min(1, Math.max(0, (slope - EDGE_FROM) / (EDGE_FULL - EDGE_FROM)));
      drawn[at] = drawn[at]! * (1 - share) + level * share;
    }
  }
}

/** Takes the line along the garment's lowest edge away. */
export function openHem(drawn: Float32Array, mask: Uint8Array, line: number, { height, width }: ImageSize): void {
  const lowest = Array.from({ length: width }, (_, x) => {
    let y = height - 1;
    while (y >= 0 && !mask[y * width + x]) y--;
    return y;
  });
  const ground = Math.max(...lowest);
  const thickness = Math.ceil(line) + 1;
  for (let x = 1; x < width - 1; x++) {
    if (lowest[x]! < ground - HEM || lowest[x - 1]! < ground - HEM || lowest[x + 1]! < ground - HEM) continue;
    // The side lines reach down to the hem.
    const nearSide = [-2, 2].some((step) => (lowest[x + step] ?? -1) < ground - HEM);
    if (nearSide) continue;
    for (let y = Math.max(0, lowest[x]! - thickness + 1); y <= lowest[x]!; y++) drawn[y * width + x] = 0;
  }
}

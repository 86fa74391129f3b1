import type { ImageSize } from '@/dataset/types';
import type { Place } from './strokes';

/** Places on a garment, by its own measures. */
export interface Frame {
  /** -1 at the left edge of the garment's box, 1 at its right; 0 at the neck and 1 at the hem, as they are in the middle. */
  at(across: number, down: number): Place;
  /** Along the garment's upper or lower edge, `inward` pixels from it; places that have no garment are left out. */
  along(edge: 'upper' | 'lower', across: readonly [number, number], inward: number): Place[];
}

/** Places that a line along an edge goes through. */
const STOPS = 9;

/** The measures of a garment; `null` where there is hardly any. `mask` is 1 where the garment is. */
export function frameOf(mask: Uint8Array, { height, width }: ImageSize): Frame | null {
  let [left, right] = [width, -1];
  for (let at = 0; at < mask.length; at++) {
    if (!mask[at]) continue;
    left = Math.min(left, at % width);
    right = Math.max(right, at % width);
  }
  if (right - left < 4) return null;
  const middle = (left + right + 1) / 2;
  const half = (right - left + 1) / 2;
  const column = (across: number) => Math.min(width - 1, Math.max(0, Math.floor(middle + across * half)));
  const edgeAt = (x: number, edge: 'upper' | 'lower'): number | null => {
    const [from, step] = edge === 'upper' ? [0, 1] : [height - 1, -1];
    for (let y = from; y >= 0 && y < height; y += step) if (mask[y * width + x]) return y + 0.5;
    return null;
  };
  const neck = edgeAt(column(0), 'upper') ?? 0;
  const hem = edgeAt(column(0), 'lower') ?? height;
  return {
    at: (across, down) => [middle + across * half, neck + down * (hem - neck)],
    along: (edge, [from, to], inward) =>
      Array.from({ length: STOPS }, (_, i) => column(from + ((to - from) * i) / (STOPS - 1))).flatMap((x): Place[] => {
        const y = edgeAt(x, edge);
        return y === null ? [] : [[x + 0.5, y + (edge === 'upper' ? inward : -inward)]];
      }),
  };
}

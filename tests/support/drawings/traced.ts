import { add, EMPTY_DRAWING } from '@/dataset/drawing/document';
import { toNetworkInput } from '@/dataset/drawing/input';
import { fillOutline } from '@/dataset/drawing/outline';
import { CANVAS, type Drawing, type Stroke } from '@/dataset/drawing/types';
import { garmentSilhouette } from '@/dataset/garments';
import { datasetInfo } from '@/experiment/data/datasets';
import { createRandom, hash32 } from '@/experiment/random';
import { FIRST_BRUSH, LEVELS } from '@/features/draw/surface/brush';
import type { DrawnImage } from './files';
import type { XY } from './geometry';
import { drawnBy } from './hands';

const TRACED = 99;
const HANDS = ['mouse', 'finger'] as const;

/** Edges shorter than this, in image units, are holes that nobody follows. */
const SHORT = 10;

/** A hand cuts corners: it follows the mean of so many corners of the pixels on either side. */
const CUT = 2;

/**
 * The pad's own silhouettes, followed with the brush that is in hand at first, `times` times each by a mouse and a finger in turn: as outlines, or filled
 * afterwards as "Fill it" does.
 */
export function tracedSilhouettes(times: number, filled: boolean): DrawnImage[] {
  return datasetInfo('fashion-mnist').classNames.flatMap((className, label) => {
    const edges = edgesOf(garmentSilhouette(label));
    return Array.from({ length: times }, (_, i): DrawnImage => {
      const hand = HANDS[i % HANDS.length]!;
      const random = createRandom(hash32(TRACED, label, i));
      const outline = edges.reduce<Drawing>((drawing, edge) => add(drawing, strokeOf(drawnBy(hand, edge, random))), EMPTY_DRAWING);
      const drawing = filled ? filledIn(outline) : outline;
      return { name: className, label, style: filled ? 'filled' : 'outline', hand, drawing, pixels: toNetworkInput(drawing) };
    });
  });
}

const strokeOf = (points: Stroke['points']): Stroke => ({
  kind: 'stroke',
  points,
  radius: FIRST_BRUSH.radius,
  paint: FIRST_BRUSH.level,
  mirror: false,
});

/** As it is where no fill stays inside. */
function filledIn(drawing: Drawing): Drawing {
  const answer = fillOutline(drawing, LEVELS[2]!.level);
  return answer && 'fills' in answer ? answer.fills.reduce<Drawing>((all, fill) => add(all, fill), drawing) : drawing;
}

/** The closed lines around what is bright in a picture, along its pixels' edges and then smoothed. */
function edgesOf(mask: Uint8Array): XY[][] {
  const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < CANVAS && y < CANVAS && mask[y * CANVAS + x]! > 127;
  const corner = (x: number, y: number) => y * (CANVAS + 1) + x;
  // From each corner the ones that the edge goes on to, with the bright pixel on its right.
  const onward = new Map<number, number[]>();
  const edge = (from: number, to: number) => onward.set(from, [...(onward.get(from) ?? []), to]);
  for (let y = 0; y < CANVAS; y++) {
    for (let x = 0; x < CANVAS; x++) {
      if (!inside(x, y)) continue;
      if (!inside(x, y - 1)) edge(corner(x, y), corner(x + 1, y));
      if (!inside(x + 1, y)) edge(corner(x + 1, y), corner(x + 1, y + 1));
      if (!inside(x, y + 1)) edge(corner(x + 1, y + 1), corner(x, y + 1));
      if (!inside(x - 1, y)) edge(corner(x, y + 1), corner(x, y));
    }
  }
  const loops: XY[][] = [];
  for (const start of onward.keys()) {
    const loop: XY[] = [];
    for (let at = onward.get(start)?.pop(); at !== undefined; at = onward.get(at)?.pop())
      loop.push([at % (CANVAS + 1), Math.floor(at / (CANVAS + 1))]);
    if (loop.length > SHORT) loops.push(smoothed(loop));
  }
  return loops;
}

/** Each place of a closed line as the mean of its neighborhood; the first comes again at the end. */
function smoothed(loop: readonly XY[]): XY[] {
  const places = loop.map((_, i): XY => {
    const near = Array.from({ length: 2 * CUT + 1 }, (_, k) => loop[(i + k - CUT + loop.length) % loop.length]!);
    return [near.reduce((sum, [x]) => sum + x, 0) / near.length, near.reduce((sum, [, y]) => sum + y, 0) / near.length];
  });
  return [...places, places[0]!];
}

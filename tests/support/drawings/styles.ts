import { add, EMPTY_DRAWING } from '@/dataset/drawing/document';
import { fillOutline } from '@/dataset/drawing/outline';
import type { Drawing, Operation, Stroke } from '@/dataset/drawing/types';
import type { Random } from '@/experiment/random';
import { hatched, type XY } from './geometry';
import { drawnBy, type Hand } from './hands';
import type { Shape } from './shapes';

export const STYLES = ['outline', 'filled', 'scribbled', 'shaded', 'off-center', 'small', 'mirrored', 'open'] as const;
export type Style = (typeof STYLES)[number];

/** Brush sizes and grays that the pad offers. */
const RADII = { fine: 0.5, medium: 1, broad: 1.75 };
const GRAYS = [255, 205, 155, 105];

/** Draws one shape stroke by stroke. */
class Artist {
  drawing: Drawing = EMPTY_DRAWING;
  radius: number;
  gray: number;

  constructor(
    private readonly hand: Hand,
    readonly random: Random,
    private readonly place: (point: XY) => XY,
  ) {
    this.radius = hand === 'finger' && random.next() < 0.4 ? RADII.broad : RADII.medium;
    this.gray = this.pick(GRAYS.slice(0, 2));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.random.below(items.length)]!;
  }

  line(points: readonly XY[], more: Partial<Stroke> = {}): void {
    const stroke: Operation = {
      kind: 'stroke',
      points: drawnBy(this.hand, points.map(this.place), this.random),
      radius: this.radius,
      paint: this.gray,
      mirror: false,
      ...more,
    };
    this.drawing = add(this.drawing, stroke);
  }

  outline({ areas, straps }: Shape, open = false): void {
    for (const area of areas) {
      if (open) for (const run of area) this.line(run);
      else this.line([...area.flat(), area[0]![0]!]);
    }
    for (const strap of straps) this.line(strap);
  }

  /** In a gray that shows on what is there. */
  details({ details }: Shape): void {
    const last = this.drawing.operations.findLast(({ kind }) => kind === 'fill');
    const ground = last?.kind === 'fill' ? last.level : 0;
    const paint = this.pick([255, 205, 155, 105, 55].filter((gray) => Math.abs(gray - ground) >= 80));
    for (const detail of details) this.line(detail, { radius: RADII.fine, paint });
  }

  /** Fills the outline with the bucket, or by scribbling until it is full where no bucket can. */
  fill(shape: Shape): void {
    const level = this.pick(GRAYS);
    const answer = this.random.next() < 0.7 ? fillOutline(this.drawing, level) : null;
    if (answer && 'fills' in answer)
      for (const fill of answer.fills) this.drawing = add(this.drawing, { ...fill, x: tenth(fill.x), y: tenth(fill.y) });
    else this.scribble(shape, { radius: RADII.medium, paint: level }, 1.5);
  }

  scribble({ areas }: Shape, more: Partial<Stroke>, apart: number): void {
    const angle = this.pick([0, 0.4, -0.6, 0.9]);
    for (const area of areas) for (const line of hatched(area.flat(), apart, angle, this.random)) this.line(line, more);
  }
}

const tenth = (value: number): number => Math.round(10 * value) / 10;

/** How the surface is used: from the shape's own place to that of a style. */
function placing(style: Style, random: Random): (point: XY) => XY {
  if (style === 'mirrored') return ([x, y]) => [28 - x, y];
  if (style !== 'small' && style !== 'off-center') return (point) => point;
  const scale = style === 'small' ? 0.4 + 0.15 * random.next() : 0.6 + 0.15 * random.next();
  const room = 28 * (1 - scale);
  const corner = () => (random.next() < 0.5 ? 0.02 : 0.98) * room;
  const [left, up] = style === 'small' ? [room / 2 + random.normal(), room / 2 + random.normal()] : [corner(), corner()];
  return ([x, y]) => [left + x * scale, up + y * scale];
}

/** One shape, drawn in a style by a hand. */
export function drawShape(shape: Shape, style: Style, hand: Hand, random: Random): Drawing {
  const artist = new Artist(hand, random, placing(style, random));
  if (style === 'small') artist.radius = RADII.fine;
  artist.outline(shape, style === 'open');
  const lineOnly = style === 'outline' || style === 'open' || (style !== 'filled' && style !== 'shaded' && random.next() < 0.4);
  if (style === 'scribbled') artist.scribble(shape, { radius: artist.pick([0.5, 1]) }, 1.8 + 1.6 * random.next());
  else if (!lineOnly) artist.fill(shape);
  if (style === 'shaded') shade(artist, shape);
  if (shape.telling || random.next() < 0.6) artist.details(shape);
  return artist.drawing;
}

/** Darker or lighter lines over a part of the inside. */
function shade(artist: Artist, { areas }: Shape): void {
  const paint = artist.pick([255, 155, 105, 55]);
  for (const area of areas) {
    const lines = hatched(area.flat(), 2.4, artist.pick([1.2, 1.57, 0]), artist.random);
    for (const line of lines) artist.line(line.slice(0, Math.ceil(line.length / 2)), { paint, radius: RADII.fine });
  }
}

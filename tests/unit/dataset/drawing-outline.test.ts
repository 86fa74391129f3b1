import { describe, expect, it } from 'vitest';
import { add, EMPTY_DRAWING } from '@/dataset/drawing/document';
import { facesRight } from '@/dataset/drawing/facing';
import { toNetworkInput } from '@/dataset/drawing/input';
import { fillOutline, isOutline } from '@/dataset/drawing/outline';
import { render } from '@/dataset/drawing/render';
import type { Drawing, Operation } from '@/dataset/drawing/types';
import { garmentSilhouette } from '@/dataset/garments';

type XY = readonly [number, number];

const line = (points: readonly XY[], radius = 1): Operation => ({
  kind: 'stroke',
  points: points.map(([x, y]) => ({ x, y, pressure: 0.5 })),
  radius,
  paint: 205,
  mirror: false,
});

const draw = (...operations: Operation[]): Drawing => operations.reduce(add, EMPTY_DRAWING);

/** A T-shirt's outline from the left end of its hem around to the right end. */
const SHIRT: readonly XY[] = [
  [8, 25],
  [8, 12],
  [4, 14],
  [2, 9],
  [9, 3],
  [19, 3],
  [26, 9],
  [24, 14],
  [20, 12],
  [20, 25],
];

const closedShirt = draw(line([...SHIRT, SHIRT[0]!]));
const openShirt = draw(line(SHIRT));

/** A shoe whose toe is on the left. */
const SHOE: readonly XY[] = [
  [2, 22],
  [3, 18],
  [15, 14],
  [18, 6],
  [26, 6],
  [26, 22],
  [2, 22],
];

const mirrored = (points: readonly XY[]): XY[] => points.map(([x, y]) => [28 - x, y]);

describe('isOutline', () => {
  it('says so of a closed outline, and of one whose hem is open', () => {
    expect(isOutline(toNetworkInput(closedShirt))).toBe(true);
    expect(isOutline(toNetworkInput(openShirt))).toBe(true);
    expect(isOutline(toNetworkInput(draw(line(SHOE))))).toBe(true);
  });

  it('says nothing of a filled outline, a scribble, a blank surface and garments of the data set', () => {
    const filled = draw(line([...SHIRT, SHIRT[0]!]), { kind: 'fill', x: 14, y: 14, level: 120, mirror: false });
    const zigzag: XY[] = Array.from({ length: 20 }, (_, i) => [i % 2 ? 20 : 8, 4 + i]);
    expect(isOutline(toNetworkInput(filled))).toBe(false);
    expect(isOutline(toNetworkInput(draw(line(zigzag))))).toBe(false);
    expect(isOutline(new Uint8Array(784))).toBe(false);
    for (let label = 0; label < 10; label++) expect(isOutline(garmentSilhouette(label).map((value) => (value ? 200 : 0)))).toBe(false);
  });
});

describe('fillOutline', () => {
  it('fills a closed outline and nothing outside it', () => {
    const answer = fillOutline(closedShirt, 120);
    if (!answer || !('fills' in answer)) throw new Error('nothing to fill');
    expect(answer.fills).toHaveLength(1);
    const filled = answer.fills.reduce<Drawing>(add, closedShirt);
    const { size, values } = render(filled);
    const at = (x: number, y: number) => values[Math.floor((y * size) / 28) * size + Math.floor((x * size) / 28)];
    expect(at(14, 14)).toBe(120);
    expect(at(5, 10)).toBe(120);
    expect([at(1, 1), at(14, 27), at(5, 20), at(27, 27)]).toEqual([0, 0, 0, 0]);
    expect(isOutline(toNetworkInput(filled))).toBe(false);
  });

  it('fills each part of a garment that inner lines divide', () => {
    const answer = fillOutline(draw(line([...SHIRT, SHIRT[0]!], 0.5), line([[8, 12], [9, 3]], 0.5), line([[20, 12], [19, 3]], 0.5)), 120); // biome-ignore format: points
    expect(answer && 'fills' in answer && answer.fills.length).toBe(3);
  });

  it('says where an open hem is', () => {
    const answer = fillOutline(openShirt, 120);
    if (!answer || !('gap' in answer)) throw new Error('no gap');
    const [left, right] = [answer.gap.from, answer.gap.to].toSorted((a, b) => a.x - b.x);
    expect(left!.x).toBeLessThan(11);
    expect(right!.x).toBeGreaterThan(17);
    expect(Math.min(left!.y, right!.y)).toBeGreaterThan(20);
  });

  it('says where a side is open, and shuts a small opening by itself', () => {
    const [first, second, ...rest] = SHIRT;
    const withSide = (length: number) => draw(line([[8, 19 + length / 2], first!, SHIRT.at(-1)!, ...rest.toReversed(), second!, [8, 19 - length / 2]], 0.5)); // biome-ignore format: points
    const answer = fillOutline(withSide(5), 120);
    if (!answer || !('gap' in answer)) throw new Error('no gap');
    for (const { x, y } of [answer.gap.from, answer.gap.to]) {
      expect(Math.abs(x - 8)).toBeLessThan(2.5);
      expect(Math.abs(y - 19)).toBeLessThan(4);
    }
    expect(fillOutline(withSide(2), 120)).toHaveProperty('fills');
  });

  it('finds nothing to fill in nothing, a line, a dab and a filled shape', () => {
    expect(fillOutline(EMPTY_DRAWING, 120)).toBeNull();
    expect(fillOutline(draw(line([[3, 3], [25, 25]])), 120)).toBeNull(); // biome-ignore format: points
    expect(fillOutline(draw(line([[14, 14]], 3)), 120)).toBeNull();
    const filled = draw(line([...SHIRT, SHIRT[0]!]), { kind: 'fill', x: 14, y: 14, level: 120, mirror: false });
    expect(fillOutline(filled, 120)).toBeNull();
  });
});

describe('facesRight', () => {
  it('tells the two directions of a shoe apart, as an outline and filled', () => {
    const fillIt: Operation = { kind: 'fill', x: 14, y: 20, level: 120, mirror: false };
    for (const more of [[], [fillIt]]) {
      expect(facesRight(toNetworkInput(draw(line(SHOE), ...more)))).toBe(false);
      expect(facesRight(toNetworkInput(draw(line(mirrored(SHOE)), ...more)))).toBe(true);
    }
  });

  it('says nothing of what is the same on both sides', () => {
    expect(facesRight(toNetworkInput(closedShirt))).toBe(false);
    expect(facesRight(new Uint8Array(784))).toBe(false);
  });

  it('knows the built-in shoes, which point to the left', () => {
    for (const label of [5, 7, 9]) {
      const shoe = garmentSilhouette(label);
      const turned = shoe.map((_, at) => shoe[at - (at % 28) + 27 - (at % 28)]!);
      expect([label, facesRight(shoe), facesRight(turned)]).toEqual([label, false, true]);
    }
  });
});

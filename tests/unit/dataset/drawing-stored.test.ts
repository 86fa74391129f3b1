import { describe, expect, it } from 'vitest';
import { add, clear, EMPTY_DRAWING } from '@/dataset/drawing/document';
import { cropOf, toNetworkInput } from '@/dataset/drawing/input';
import { leakOf } from '@/dataset/drawing/leak';
import { readDrawing, storeDrawing } from '@/dataset/drawing/stored';
import { CANVAS, type Drawing, type Fill, type Operation } from '@/dataset/drawing/types';

const line = (points: readonly (readonly [number, number])[]): Operation => ({
  kind: 'stroke',
  points: points.map(([x, y]) => ({ x, y, pressure: 0.5 })),
  radius: 1,
  paint: 205,
  mirror: false,
});

const draw = (...operations: Operation[]): Drawing => operations.reduce(add, EMPTY_DRAWING);

const fill = (x: number, y: number): Fill => ({ kind: 'fill', x, y, level: 150, mirror: false });

const shoe = line([
  [3, 20],
  [15, 14],
  [22, 5],
  [25, 20],
  [3, 20],
]);

/** Open at the bottom. */
const cup = line([
  [8, 24],
  [8, 6],
  [20, 6],
  [20, 24],
]);

describe('a stored drawing', () => {
  it('is the same picture when it is read back', () => {
    const pixels = new Uint8Array(CANVAS * CANVAS).map((_, at) => (at * 7) % 256);
    for (const drawing of [draw(shoe, fill(20, 16), { kind: 'flip' }), draw({ kind: 'image', pixels, mirror: false }, shoe)]) {
      const read = readDrawing(JSON.parse(JSON.stringify(storeDrawing(drawing))));
      expect(read && toNetworkInput(read)).toEqual(toNetworkInput(drawing));
    }
  });

  it('holds nothing of what was wiped away', () => {
    expect(storeDrawing(clear(draw(shoe))).operations).toEqual([]);
    expect(storeDrawing(add(clear(draw(shoe)), cup)).operations).toHaveLength(1);
  });

  it('stays small, however long somebody draws', () => {
    const scribble = Array.from({ length: 400 }, (_, i) => [(i * 17) % 28, (i * 29) % 28] as const);
    const long = draw(...Array.from({ length: 60 }, () => line(scribble)));
    const stored = storeDrawing(long);
    expect(JSON.stringify(stored).length).toBeLessThan(120_000);
    expect(stored.operations.map(({ kind }) => kind)).toEqual(['image']);
  });

  it('is refused where it is damaged', () => {
    expect(readDrawing(null)).toBeNull();
    expect(readDrawing({ operations: [{ kind: 'stroke', points: [1, 2], radius: 1, paint: 9, mirror: false }] })).toBeNull();
    expect(readDrawing({ operations: [{ kind: 'image', pixels: 'AAAA', mirror: false }] })).toBeNull();
    expect(readDrawing({ operations: [{ kind: 'fill', x: 1e9, y: 0, level: 9, mirror: false }] })).toBeNull();
  });
});

describe('turning round', () => {
  it('mirrors what was drawn before it', () => {
    const turned = toNetworkInput(draw(shoe, { kind: 'flip' }));
    const plain = toNetworkInput(draw(shoe));
    expect(turned).not.toEqual(plain);
    plain.forEach((value, at) => {
      const across = at - (at % CANVAS) + CANVAS - 1 - (at % CANVAS);
      expect(Math.abs(value - turned[across]!)).toBeLessThanOrEqual(1);
    });
  });
});

describe('the crop', () => {
  it('holds the drawing, as large as its longer side, in the middle', () => {
    const crop = cropOf(
      draw(
        line([
          [4, 4],
          [16, 4],
          [16, 10],
        ]),
      ),
    );
    expect(crop?.side).toBeCloseTo(14, 0);
    expect((crop?.left ?? 0) + (crop?.side ?? 0) / 2).toBeCloseTo(10, 0);
    expect((crop?.top ?? 0) + (crop?.side ?? 0) / 2).toBeCloseTo(7, 0);
    expect(cropOf(EMPTY_DRAWING)).toBeNull();
  });
});

describe('a leak', () => {
  it('is found before a fill of an open outline floods the surface', () => {
    const gap = leakOf(draw(cup), fill(14, 15));
    expect(gap?.from.y).toBeGreaterThan(20);
    expect(Math.abs((gap?.from.x ?? 0) - (gap?.to.x ?? 0))).toBeGreaterThan(8);
  });

  it('is none where the outline is closed, or the fill is meant for the outside', () => {
    expect(leakOf(draw(shoe), fill(20, 16))).toBeNull();
    expect(leakOf(draw(cup), fill(2, 26))).toBeNull();
    expect(leakOf(EMPTY_DRAWING, fill(14, 14))).toBeNull();
    // A closed ring beside an open cup: the cup's gap is no business of the ring's.
    const ring = line([
      [1, 1],
      [7, 1],
      [7, 6],
      [1, 6],
      [1, 1],
    ]);
    expect(leakOf(draw(cup, ring), fill(4, 3.5))).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, clear, EMPTY_DRAWING, redo, undo } from '@/dataset/drawing/document';
import { GARMENT_EXTENT, inkBox, isEmpty, toNetworkInput } from '@/dataset/drawing/input';
import { rasterize, render } from '@/dataset/drawing/render';
import type { Drawing, Fill, Operation, Stroke } from '@/dataset/drawing/types';

const SIZE = 28;
const RUNS = { numRuns: 40 };

type XY = [number, number];

function stroke(points: XY[], more: Partial<Stroke> = {}): Stroke {
  return { kind: 'stroke', points: points.map(([x, y]) => ({ x, y, pressure: 0.5 })), radius: 1, paint: 255, mirror: false, ...more };
}

function fill(x: number, y: number, level: number, mirror = false): Fill {
  return { kind: 'fill', x, y, level, mirror };
}

function draw(...operations: Operation[]): Drawing {
  return operations.reduce(add, EMPTY_DRAWING);
}

function moved(operation: Operation, dx: number, dy: number): Operation {
  if (operation.kind === 'fill') return { ...operation, x: operation.x + dx, y: operation.y + dy };
  if (operation.kind !== 'stroke') return operation;
  return { ...operation, points: operation.points.map((point) => ({ ...point, x: point.x + dx, y: point.y + dy })) };
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}

function peakOf(pixels: Uint8Array, row: number): number {
  return Math.max(...pixels.subarray(row * SIZE, (row + 1) * SIZE));
}

function transposed(pixels: Uint8Array): Uint8Array {
  return pixels.map((_, i) => pixels[(i % SIZE) * SIZE + Math.floor(i / SIZE)]!);
}

function inkCount(pixels: Uint8Array): number {
  return pixels.filter((value) => value > 12).length;
}

function box(left: number, top: number, right: number, bottom: number): XY[] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ];
}

const level = fc.integer({ min: 40, max: 255 });
const place = (min: number, max: number) => fc.tuple(fc.double({ min, max, noNaN: true }), fc.double({ min, max, noNaN: true }));

const anyStroke = fc
  .record({
    points: fc.array(place(7, 21), { minLength: 1, maxLength: 8 }),
    radius: fc.double({ min: 0.5, max: 2, noNaN: true }),
    paint: level,
    mirror: fc.boolean(),
  })
  .map(({ points, ...more }) => stroke(points, more));

const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  anyStroke,
  anyStroke.map((one): Operation => ({ ...one, paint: 'eraser' })),
  fc.tuple(place(0, 28), level, fc.boolean()).map(([[x, y], grey, mirror]): Operation => fill(x, y, grey, mirror)),
  fc.uint8Array({ minLength: 784, maxLength: 784 }).map((pixels): Operation => ({ kind: 'image', pixels, mirror: false })),
  fc.constant<Operation>({ kind: 'clear' }),
);

describe('the drawing as a document', () => {
  it('undo and redo restore the bytes exactly', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 4 }), anyOperation, (before, last) => {
        const drawing = draw(...before);
        const after = add(drawing, last);
        expect(rasterize(undo(after), 1)).toEqual(rasterize(drawing, 1));
        expect(rasterize(redo(undo(after)), 1)).toEqual(rasterize(after, 1));
      }),
      RUNS,
    );
  });

  it('clears in a way that can be undone, and forgets what was undone when something new is drawn', () => {
    const drawing = draw(stroke([[14, 14]]));
    expect(isEmpty(clear(drawing))).toBe(true);
    expect(undo(clear(drawing)).operations).toEqual(drawing.operations);
    expect(redo(add(undo(drawing), fill(3, 3, 200))).operations).toHaveLength(1);
    expect(undo(EMPTY_DRAWING)).toBe(EMPTY_DRAWING);
    expect(clear(EMPTY_DRAWING)).toBe(EMPTY_DRAWING);
  });
});

describe('the raster', () => {
  it('covers a round dab by its area, whatever the resolution', () => {
    const drawing = draw(stroke([[14.3, 13.6]], { radius: 3 }));
    for (const resolution of [1, 2, 3, 8]) {
      const bytes = rasterize(drawing, resolution);
      const area = bytes.reduce((sum, value) => sum + value / 255, 0) / resolution ** 2;
      expect(bytes).toHaveLength((SIZE * resolution) ** 2);
      expect(Math.abs(area - Math.PI * 9)).toBeLessThan(0.5);
    }
  });

  it('does not brighten where a stroke crosses itself, and widens with pressure', () => {
    const cross = rasterize(draw(stroke([[8, 8], [20, 20], [8, 20], [20, 8]], { paint: 100 })), 1); // biome-ignore format: one line
    expect(Math.max(...cross)).toBe(100);
    const pressed = (pressure: number) => inkCount(rasterize(draw({ ...stroke([]), points: [{ x: 14, y: 14, pressure }], radius: 3 }), 1));
    expect(pressed(1)).toBeGreaterThan(pressed(0.5));
    expect(pressed(0.5)).toBeGreaterThan(pressed(0.1));
  });

  it('is symmetric when everything is mirrored', () => {
    const mirrored = anyOperation.map((one) => (one.kind === 'clear' ? one : { ...one, mirror: true }));
    fc.assert(
      fc.property(fc.array(mirrored, { minLength: 1, maxLength: 4 }), (operations) => {
        const bytes = rasterize(draw(...operations), 1);
        bytes.forEach((value, i) => {
          expect(Math.abs(value - bytes[i - (i % SIZE) + SIZE - 1 - (i % SIZE)]!)).toBeLessThanOrEqual(1);
        });
      }),
      RUNS,
    );
  });

  it('erases to black', () => {
    const line: XY[] = [[6, 14], [22, 14]]; // biome-ignore format: one line
    const drawing = draw(stroke(line), stroke(line, { paint: 'eraser', radius: 2 }));
    expect(isEmpty(drawing)).toBe(true);
    expect(inkCount(rasterize(draw(stroke(line), stroke([[14, 14]], { paint: 'eraser', radius: 3 })), 1))).toBeGreaterThan(0);
    expect(rasterize(draw(stroke(line), stroke([[14, 14]], { paint: 'eraser', radius: 3 })), 1)[14 * SIZE + 14]).toBe(0);
  });

  it('fills a closed outline and nothing beyond it', () => {
    const corner = fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 18, max: 25 }));
    fc.assert(
      fc.property(corner, corner, level, ([left, right], [top, bottom], grey) => {
        const outline = stroke(box(left, top, right, bottom));
        const before = rasterize(draw(outline), 1);
        const after = rasterize(draw(outline, fill(14, 13, grey)), 1);
        after.forEach((value, i) => {
          const [x, y] = [(i % SIZE) + 0.5, Math.floor(i / SIZE) + 0.5];
          const inside = x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1;
          const outside = x < left - 1 || x > right + 1 || y < top - 1 || y > bottom + 1;
          if (inside) expect(Math.abs(value - grey)).toBeLessThanOrEqual(2);
          if (outside) expect(value).toBe(before[i]);
        });
      }),
      RUNS,
    );
  });

  it('fills dead ends that are narrower than the gaps it closes', () => {
    const bottle = stroke([[13, 4], [13, 12], [5, 12], [5, 24], [23, 24], [23, 12], [15.9, 12], [15.9, 4], [13, 4]]); // biome-ignore format: one line
    const bytes = rasterize(draw(bottle, fill(14, 18, 120)), 1);
    expect(bytes[8 * SIZE + 14]!).toBeGreaterThan(110);
    expect(bytes[18 * SIZE + 14]).toBe(120);
    expect(bytes[8 * SIZE + 8]).toBe(0);
  });

  it('does not leak through a small gap, and leaves no dark seam beside the outline', () => {
    const open: XY[] = [[13.4, 5], [5, 5], [5, 23], [23, 23], [23, 5], [16.6, 5]]; // biome-ignore format: one line
    const bytes = rasterize(draw(stroke(open), fill(14, 14, 255)), 1);
    expect(bytes[2 * SIZE + 2]).toBe(0);
    expect(inkCount(bytes)).toBeLessThan(21 * 21);
    const inside = Array.from({ length: 16 * 16 }, (_, i) => bytes[(7 + Math.floor(i / 16)) * SIZE + 6 + (i % 16)]!);
    expect(Math.min(...inside)).toBeGreaterThan(250);
  });
});

describe('the raster of a growing drawing', () => {
  it('is the same whether painted onward from the last one or from nothing', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { minLength: 1, maxLength: 4 }), anyOperation, (operations, other) => {
        operations.forEach((_, i) => {
          rasterize(draw(...operations.slice(0, i)), 1);
        });
        const onward = rasterize(draw(...operations), 1);
        rasterize(draw(other), 1);
        rasterize(draw(other, other, other), 1);
        expect(rasterize(draw(...operations), 1)).toEqual(onward);
      }),
      RUNS,
    );
  });
});

describe('what the network is given', () => {
  it('is all zeros for an empty drawing', () => {
    expect(toNetworkInput(EMPTY_DRAWING)).toEqual(new Uint8Array(784));
    expect(isEmpty(EMPTY_DRAWING)).toBe(true);
    expect(isEmpty(draw(stroke([[14, 14]])))).toBe(false);
  });

  it('does not depend on where the garment was drawn', () => {
    const offset = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.array(anyStroke, { minLength: 1, maxLength: 3 }), offset, offset, (strokes, dx, dy) => {
        const plain = strokes.map((one) => ({ ...one, mirror: false }));
        const here = toNetworkInput(draw(...plain));
        const there = toNetworkInput(draw(...plain.map((one) => moved(one, dx, dy))));
        expect(meanDifference(here, there)).toBeLessThan(3);
      }),
      RUNS,
    );
  });

  it('fills the image along the longest edge and is centred along the other', () => {
    const width = fc.double({ min: 1, max: 18, noNaN: true });
    const height = fc.double({ min: GARMENT_EXTENT, max: 22, noNaN: true });
    fc.assert(
      fc.property(width, height, level, fc.boolean(), (w, h, paint, lying) => {
        const wide = Math.min(w, h);
        const [bw, bh] = lying ? [h, wide] : [wide, h];
        const upright = toNetworkInput(draw(stroke(box(3, 3, 3 + bw, 3 + bh), { paint })));
        const pixels = lying ? transposed(upright) : upright;
        expect(peakOf(pixels, 0)).toBeGreaterThan(paint / 4);
        expect(peakOf(pixels, SIZE - 1)).toBeGreaterThan(paint / 4);
        const columns = transposed(pixels);
        const left = columns.findIndex((value) => value > paint / 4);
        const right = columns.findLastIndex((value) => value > paint / 4);
        const [first, last] = [Math.floor(left / SIZE), Math.floor(right / SIZE)];
        expect(Math.abs(first + last - (SIZE - 1))).toBeLessThanOrEqual(1);
        expect(Math.abs(last - first + 1 - (28 * (wide + 2)) / (h + 2))).toBeLessThan(2.1);
      }),
      RUNS,
    );
  });

  it('keeps a dot a dot, in the middle', () => {
    fc.assert(
      fc.property(place(3, 25), fc.double({ min: 0.5, max: 2, noNaN: true }), (at, radius) => {
        const dot = toNetworkInput(draw(stroke([at], { radius })));
        const ink = inkBox(render(draw({ kind: 'image', pixels: dot, mirror: false }), 4));
        expect(ink!.right - ink!.left).toBeLessThan(2 * radius + 2);
        expect(Math.abs((ink!.left + ink!.right) / 2 - 14)).toBeLessThan(0.6);
        expect(Math.abs((ink!.top + ink!.bottom) / 2 - 14)).toBeLessThan(0.6);
      }),
      RUNS,
    );
  });

  it('is sharp when scaled up: grey only along the edges', () => {
    const pixels = toNetworkInput(draw(stroke([[12, 9], [16, 9], [16, 19]], { radius: 1 }))); // biome-ignore format: one line
    const grey = pixels.filter((value) => value > 12 && value < 243).length;
    expect(grey).toBeLessThan(inkCount(pixels) * 0.55);
  });

  it('is symmetric for a mirrored drawing', () => {
    fc.assert(
      fc.property(anyStroke, (one) => {
        const pixels = toNetworkInput(draw({ ...one, mirror: true }));
        const flipped = pixels.map((_, i) => pixels[i - (i % SIZE) + SIZE - 1 - (i % SIZE)]!);
        expect(meanDifference(pixels, flipped)).toBeLessThan(0.5);
      }),
      RUNS,
    );
  });

  it('is the very image that the drawing began from, until it is changed', () => {
    const pixels = Uint8Array.from({ length: 784 }, (_, i) => (i * 37) % 256);
    expect(toNetworkInput(draw({ kind: 'image', pixels, mirror: false }))).toEqual(pixels);
  });
});

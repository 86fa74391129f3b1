import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageAt, imagesInSight, imagesInside, imagesNear, nextImage } from '@/features/map/scatter/geometry';
import { boundsOf, movedBy, toMap, toScreen, viewportOf, wholeSight, zoomedAt } from '@/features/map/scatter/viewport';

// A cross: the middle, right, left, up, down.
const coordinates = Float32Array.of(0, 0, 2, 0, -2, 0, 0, 2, 0, -2);
const bounds = boundsOf(coordinates);
const viewport = viewportOf(wholeSight(bounds), bounds, 448, 248);
const all = { coordinates, isShown: () => true };
const without = (hidden: number) => ({ coordinates, isShown: (image: number) => image !== hidden });

describe('what is in sight', () => {
  it('is the whole map at first, with up upwards', () => {
    expect(toScreen(viewport, 0, 2)).toEqual({ x: 224, y: 24 });
    expect(toScreen(viewport, 0, -2)).toEqual({ x: 224, y: 224 });
    expect(imagesInSight(all, viewport)).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps what the pointer is at when it zooms, and what it holds when it moves', () => {
    fc.assert(
      fc.property(
        fc.record({ x: fc.integer({ min: 0, max: 448 }), y: fc.integer({ min: 0, max: 248 }) }),
        fc.double({ min: 1, max: 8, noNaN: true }),
        (at, factor) => {
          const held = toMap(viewport, at);
          const zoomed = viewportOf(zoomedAt(wholeSight(bounds), viewport, factor, at), bounds, 448, 248);
          const there = toScreen(zoomed, held.x, held.y);
          expect(there.x).toBeCloseTo(at.x, 6);
          expect(there.y).toBeCloseTo(at.y, 6);
          const moved = viewportOf(movedBy(wholeSight(bounds), viewport, 30, -20), bounds, 448, 248);
          const after = toScreen(moved, held.x, held.y);
          expect(after.x).toBeCloseTo(at.x + 30, 6);
          expect(after.y).toBeCloseTo(at.y - 20, 6);
        },
      ),
    );
  });

  it('never shows less than the whole map', () => {
    expect(zoomedAt(wholeSight(bounds), viewport, 0.1, { x: 0, y: 0 })).toEqual(wholeSight(bounds));
  });

  it('is 60 times as large at most', () => {
    expect(zoomedAt(wholeSight(bounds), viewport, 1e6, { x: 224, y: 124 })).toEqual({ center: { x: 0, y: 0 }, zoom: 60 });
  });

  it('is what lies on the canvas, on every side', () => {
    const seenFrom = (x: number, y: number) => imagesInSight(all, viewportOf({ center: { x, y }, zoom: 1 }, bounds, 448, 248));
    expect([seenFrom(0, 2), seenFrom(0, -2), seenFrom(6, 0), seenFrom(-6, 0)]).toEqual([[0, 1, 2, 3], [0, 1, 2, 4], [1], [2]]);
  });

  it('has a size even where all images lie at one place, or there is none', () => {
    expect(boundsOf(Float32Array.of(3, 4, 3, 4))).toEqual({ center: { x: 3, y: 4 }, width: 1, height: 1 });
    expect(boundsOf(new Float32Array(0))).toEqual({ center: { x: 0, y: 0 }, width: 1, height: 1 });
    expect(boundsOf(Float32Array.of(-1, 10, 5, 2))).toEqual({ center: { x: 2, y: 6 }, width: 6, height: 8 });
  });
});

describe('which image is meant', () => {
  it('is the nearest one that is shown, within reach', () => {
    const at = toScreen(viewport, 2, 0);
    expect(imageAt(all, viewport, { x: at.x + 5, y: at.y }, 14)).toBe(1);
    expect(imageAt(all, viewport, { x: at.x + 15, y: at.y }, 14)).toBeNull();
    expect(imageAt(without(1), viewport, at, 14)).toBeNull();
    expect(imageAt(without(1), viewport, at, Number.POSITIVE_INFINITY)).toBe(0);
  });

  it('is the next one in the direction of an arrow key', () => {
    expect(nextImage(all, 0, 'right')).toBe(1);
    expect(nextImage(all, 0, 'left')).toBe(2);
    expect(nextImage(all, 0, 'up')).toBe(3);
    expect(nextImage(all, 0, 'down')).toBe(4);
    expect(nextImage(all, 1, 'right')).toBeNull();
    expect(nextImage(without(0), 1, 'left')).toBe(2);
  });

  it('is, of several in that direction, one that is near and hardly beside it', () => {
    const scattered = (...places: number[]) => ({ coordinates: Float32Array.of(0, 0, ...places), isShown: () => true });
    // Beside it, straight and near, straight and far.
    expect(nextImage(scattered(1, 0.9, 2, 0, 3, 0), 0, 'right')).toBe(2);
    expect(nextImage(scattered(1, 0.9, 3, 0), 0, 'right')).toBe(1);
    expect(nextImage(scattered(0.5, 2), 0, 'right')).toBeNull();
    expect(nextImage(scattered(0.5, 2), 0, 'up')).toBe(1);
  });

  it('can be any of several at the same place', () => {
    const pile = { coordinates: Float32Array.of(1, 1, 1, 1, 1, 1), isShown: () => true };
    expect(nextImage(pile, 0, 'right')).toBe(1);
    expect(nextImage(pile, 1, 'right')).toBe(2);
    expect(nextImage(pile, 1, 'left')).toBe(0);
  });

  it('are those inside a lasso, or near one, but never hidden ones', () => {
    const corner = (x: number, y: number) => toScreen(viewport, x, y);
    const lasso = [corner(-1, 3), corner(3, 3), corner(3, -1), corner(-1, -1)];
    expect(imagesInside(all, viewport, lasso)).toEqual([0, 1, 3]);
    expect(imagesInside(without(3), viewport, lasso)).toEqual([0, 1]);
    // A corner that is cut off.
    expect(imagesInside(all, viewport, [corner(-1, -1), corner(3, -1), corner(-1, 3)])).toEqual([0]);
    expect(imagesNear(all, { x: 1.5, y: 0.2 }, 2)).toEqual([1, 0]);
  });
});

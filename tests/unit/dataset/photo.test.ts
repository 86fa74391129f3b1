import { describe, expect, it } from 'vitest';
import { measurePhoto, type Photo, photoInput } from '@/dataset/drawing/photo';
import { CANVAS } from '@/dataset/drawing/types';

type Color = readonly [number, number, number];

/** A photo of a background with some colored rectangles [x, y, width, height]. */
function photo(width: number, height: number, background: Color, ...boxes: [number, number, number, number, Color][]): Photo {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const box = boxes.findLast(([left, top, w, h]) => x >= left && x < left + w && y >= top && y < top + h);
      rgba.set([...(box?.[4] ?? background), 255], 4 * (y * width + x));
    }
  }
  return { width, height, rgba };
}

const WHITE: Color = [250, 248, 246];
const NAVY: Color = [20, 20, 70];

const seen = (one: Photo) => {
  const measured = measurePhoto(one);
  return photoInput(measured, measured.threshold, measured.bright);
};

const at = (pixels: Uint8Array, x: number, y: number) => pixels[y * CANVAS + x]!;

describe('a photo', () => {
  it('becomes a bright garment on black whose longest edge fills the image', () => {
    const pixels = seen(photo(160, 120, WHITE, [20, 30, 40, 80, NAVY]));
    expect(at(pixels, 14, 14)).toBeGreaterThan(220);
    expect(at(pixels, 14, 0)).toBeGreaterThan(200);
    expect(at(pixels, 14, 27)).toBeGreaterThan(200);
    // 40 of 80 pixels wide: the middle half of the image.
    expect(at(pixels, 5, 14)).toBe(0);
    expect(at(pixels, 9, 14)).toBeGreaterThan(200);
    expect(at(pixels, 18, 14)).toBeGreaterThan(200);
    expect(at(pixels, 22, 14)).toBe(0);
  });

  it('is not inverted on a dark background', () => {
    const measured = measurePhoto(photo(100, 100, [15, 15, 15], [30, 10, 40, 80, [230, 230, 230]]));
    expect(measured.bright).toBe(false);
    expect(at(photoInput(measured, measured.threshold, measured.bright), 14, 14)).toBe(230);
  });

  it('keeps a print that has the color of the background, and leaves specks out', () => {
    const pixels = seen(photo(120, 120, WHITE, [30, 20, 60, 80, NAVY], [50, 50, 20, 20, WHITE], [2, 2, 3, 3, NAVY]));
    expect(at(pixels, 14, 14)).toBeLessThan(20);
    expect(at(pixels, 14, 1)).toBeGreaterThan(200);
    expect(at(pixels, 0, 0)).toBe(0);
  });

  it('is black where nothing differs from the background', () => {
    expect(Math.max(...seen(photo(40, 30, WHITE)))).toBe(0);
  });

  it('takes less for the garment the higher the threshold', () => {
    const measured = measurePhoto(photo(100, 100, WHITE, [20, 20, 60, 60, [190, 190, 190]], [40, 40, 20, 20, NAVY]));
    const ink = (threshold: number) => photoInput(measured, threshold, true).filter((value) => value > 20).length;
    expect(ink(0.1)).toBeGreaterThan(600);
    expect(at(photoInput(measured, 0.1, true), 1, 1)).toBeLessThan(80);
    expect(at(photoInput(measured, 0.5, true), 1, 1)).toBeGreaterThan(180);
  });
});

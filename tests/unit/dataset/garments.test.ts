import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { drawGarment, GARMENTS_VERSION, garmentSilhouette, generateGarments } from '@/dataset/garments';
import { DATASETS } from '@/experiment/data/datasets';

/** SHA-256 of the whole set: training images, their labels, test images, their labels. */
const PINNED = '664a3be3bc6f5c3f6643548c5479523e27270a89a39b15625335689b9673f123';

const { counts: COUNTS } = DATASETS['builtin-garments'];
const PIXELS = 784;
const LABELS = Array.from({ length: 10 }, (_, label) => label);

/** Bounds of what is brighter than the background. */
function extent(image: Uint8Array, threshold = 12) {
  const lit = Array.from(image.keys()).filter((i) => image[i]! > threshold);
  const xs = lit.map((i) => i % 28);
  const ys = lit.map((i) => Math.floor(i / 28));
  const bounds = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  return {
    lit: lit.length,
    longest: Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top) + 1,
    offX: Math.abs((bounds.left + bounds.right) / 2 - 13.5),
    offY: Math.abs((bounds.top + bounds.bottom) / 2 - 13.5),
  };
}

function count(labels: Uint8Array): number[] {
  return LABELS.map((label) => labels.filter((one) => one === label).length);
}

function image(images: Uint8Array, index: number): Uint8Array {
  return images.subarray(index * PIXELS, (index + 1) * PIXELS);
}

/** A short name of an image's content. */
function digest(...bytes: Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of bytes) hash.update(part);
  return hash.digest('hex');
}

describe('the built-in garments', () => {
  const { train, test } = generateGarments();

  it('are as many as published, each class as often as every other', () => {
    expect(train.images.length).toBe(COUNTS.train * PIXELS);
    expect(test.images.length).toBe(COUNTS.test * PIXELS);
    expect(count(train.labels)).toEqual(LABELS.map(() => 1200));
    expect(count(test.labels)).toEqual(LABELS.map(() => 200));
  });

  it('are the same bytes everywhere, for this version', () => {
    // Whoever changes these bytes changes results: raise GARMENTS_VERSION with them.
    expect(GARMENTS_VERSION).toBe(1);
    expect(digest(train.images, train.labels, test.images, test.labels)).toBe(PINNED);
  });

  it('never repeat an image, within a part or across', () => {
    const seen = new Set<string>();
    for (let i = 0; i < COUNTS.train; i++) seen.add(digest(image(train.images, i)));
    for (let i = 0; i < COUNTS.test; i++) seen.add(digest(image(test.images, i)));
    expect(seen.size).toBe(COUNTS.train + COUNTS.test);
  });

  it('come shuffled, the first ones whatever the count', () => {
    const few = generateGarments({ train: 25, test: 5 });
    expect(few.train.images).toEqual(train.images.slice(0, 25 * PIXELS));
    expect(few.test.labels).toEqual(test.labels.slice(0, 5));
    expect(Array.from(train.labels.slice(0, 20))).not.toEqual([...LABELS, ...LABELS]);
  });

  it('differ by seed', () => {
    const other = generateGarments({ train: 10, test: 0, seed: 1 });
    expect(other.train.images).not.toEqual(train.images.slice(0, 10 * PIXELS));
  });

  it('fill the picture and sit in its middle, as Fashion-MNIST does', () => {
    const odd: string[] = [];
    for (let i = 0; i < COUNTS.train; i++) {
      const { lit, longest, offX, offY } = extent(image(train.images, i));
      if (lit < 30 || longest < 24 || offX > 2 || offY > 2)
        odd.push(`${i} (class ${train.labels[i]}): ${longest} px, off by ${offX}, ${offY}`);
    }
    expect(odd).toEqual([]);
  });

  it('look different from class to class', () => {
    const means = LABELS.map((label) => {
      const mean = new Float64Array(PIXELS);
      for (let seed = 0; seed < 50; seed++) {
        const drawn = drawGarment(label, seed);
        for (let i = 0; i < PIXELS; i++) mean[i]! += drawn[i]! / 50;
      }
      return mean;
    });
    for (const a of LABELS) {
      for (const b of LABELS.slice(a + 1)) {
        const distance = means[a]!.reduce((sum, value, i) => sum + Math.abs(value - means[b]![i]!), 0) / PIXELS;
        expect(distance, `classes ${a} and ${b}`).toBeGreaterThan(5);
      }
    }
  });

  it('have ten classes, no more', () => {
    expect(() => drawGarment(10, 0)).toThrow(RangeError);
    expect(() => garmentSilhouette(-1)).toThrow(RangeError);
  });
});

describe('the silhouettes', () => {
  it('are flat, fill the picture, and are symmetric where the garment is', () => {
    for (const label of LABELS) {
      const mask = garmentSilhouette(label);
      expect(mask.length).toBe(PIXELS);
      expect(extent(mask).longest).toBeGreaterThanOrEqual(26);
      expect(mask.filter((value) => value === 255).length).toBeGreaterThan(60);
    }
  });

  it('differ from class to class', () => {
    expect(new Set(LABELS.map((label) => digest(garmentSilhouette(label)))).size).toBe(10);
  });
});

import { describe, expect, it } from 'vitest';
import { COVER, coveredCopies, gradCam, NOISY_COPIES, noisyCopies, occlusionMap, smoothGradient } from '@/metrics/inside/saliency';

describe('Grad-CAM', () => {
  it('weighs each map by its mean derivative, and leaves out what speaks against the class', () => {
    // Two channels of a 1 x 2 map: (1, 3) at the first place, (2, 1) at the second.
    const maps = Float32Array.of(1, 3, 2, 1);
    // Mean derivatives: 1 and -0.5.
    const derivatives = Float32Array.of(0.5, -1, 1.5, 0);
    expect(gradCam(maps, derivatives, [1, 2, 2])).toEqual({ values: Float32Array.of(0, 1.5), height: 1, width: 2 });
  });
});

describe('SmoothGrad', () => {
  const image = Uint8Array.from({ length: 784 }, (_, i) => (i < 392 ? 128 : 0));

  it('adds noise of its own to each copy, the same for the same seed', () => {
    const copies = noisyCopies(image);
    expect(copies).toHaveLength(NOISY_COPIES * 784);
    expect(noisyCopies(image)).toEqual(copies);
    expect(noisyCopies(image, 2)).not.toEqual(copies);
    const middles = Array.from({ length: NOISY_COPIES }, (_, i) => copies.subarray(i * 784, i * 784 + 392)).flatMap((half) => [...half]);
    const mean = middles.reduce((sum, value) => sum + value, 0) / middles.length;
    const deviation = Math.sqrt(middles.reduce((sum, value) => sum + (value - mean) ** 2, 0) / middles.length);
    expect(mean).toBeCloseTo(128, -0.5);
    expect(deviation / 255).toBeCloseTo(0.15, 2);
  });

  it('takes the size of the mean, not the mean of the sizes', () => {
    const { values } = smoothGradient(Float32Array.of(1, -2, -1, -4), [1, 2, 1]);
    expect([...values]).toEqual([0, 3]);
  });
});

it('looks at the channels of a color image together', () => {
  const { values } = smoothGradient(Float32Array.of(1, -5, 2, 0, 0, 3), [1, 2, 3]);
  expect([...values]).toEqual([5, 3]);
  const white = new Uint8Array(8 * 8 * 3).fill(255);
  const black = coveredCopies(white, [8, 8, 3])
    .subarray(0, white.length)
    .filter((byte) => byte === 0);
  expect(black).toHaveLength(3 * COVER * COVER);
});

describe('occlusion', () => {
  it('covers every pixel, and one square at a time', () => {
    const shape = [28, 27, 1] as const;
    const white = new Uint8Array(28 * 27).fill(255);
    const copies = coveredCopies(white, shape);
    const seen = new Uint8Array(white.length);
    for (let from = 0; from < copies.length; from += white.length) {
      const black = copies.subarray(from, from + white.length).reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
      expect(black).toBe(COVER * COVER);
      copies.subarray(from, from + white.length).forEach((value, i) => {
        if (value === 0) seen[i] = 1;
      });
    }
    expect(seen.every((value) => value === 1)).toBe(true);
  });

  it('shows the fall where it happens, and nothing where the class gains', () => {
    const shape = [28, 28, 1] as const;
    const image = new Uint8Array(784).fill(255);
    const copies = coveredCopies(image, shape);
    // A class that lives in the first pixel alone, and gains by the last one's being covered.
    const probabilities = Array.from({ length: copies.length / 784 }, (_, i) => {
      const copy = copies.subarray(i * 784, (i + 1) * 784);
      return copy[0] === 0 ? 0.1 : copy[783] === 0 ? 0.9 : 0.8;
    });
    const { values } = occlusionMap(0.8, probabilities, [28, 28]);
    expect(values[0]).toBeCloseTo(0.7, 6);
    expect(values[14 * 28 + 14]).toBe(0);
    expect(values[783]).toBe(0);
  });
});

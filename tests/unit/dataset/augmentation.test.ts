import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import { type Affine, compose, crop, flipLeftRight, flipUpDown, resample, rotation, shift, zoom } from '@/dataset/augmentation/affine';
import { addNoise, cutOut } from '@/dataset/augmentation/pixels';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import type { AugmentationStep } from '@/experiment/data/types';
import { createRandom } from '@/experiment/random';

const SIDE = 28;
const BYTES = SIDE * SIDE;
const IMAGE = { height: SIDE, width: SIDE, channels: 1 };

const DRAWING = AUGMENTATIONS.drawing.defaults;

const anyImage = fc.nat().map((seed) => {
  const random = createRandom(seed);
  return Uint8Array.from({ length: BYTES }, () => random.below(256));
});
const anyStep: fc.Arbitrary<AugmentationStep> = fc
  .record({
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.integer({ min: 1, max: SIDE }),
    share: fc.double({ min: 0, max: 0.9, noNaN: true }),
  })
  .chain(({ probability, size, share }) =>
    fc.constantFrom<AugmentationStep>(
      { kind: 'flipLeftRight', probability },
      { kind: 'flipUpDown', probability },
      { kind: 'rotation', probability, degrees: 180 * share },
      { kind: 'zoom', probability, share },
      { kind: 'shift', probability, pixels: size },
      { kind: 'randomCrop', probability, size },
      { kind: 'cutout', probability, size },
      { kind: 'noise', probability, deviation: share },
      { ...DRAWING, probability, outline: share, mirrored: share },
    ),
  );

const at = (image: Uint8Array, x: number, y: number) => (x >= 0 && x < SIDE && y >= 0 && y < SIDE ? image[y * SIDE + x]! : 0);
/** An image made pixel by pixel from where each one comes from. */
const moved = (image: Uint8Array, from: (x: number, y: number) => [number, number]) =>
  Uint8Array.from({ length: BYTES }, (_, i) => at(image, ...from(i % SIDE, Math.floor(i / SIDE))));
const through = (image: Uint8Array, map: Affine) => {
  const result = new Uint8Array(BYTES);
  resample(image, result, map, IMAGE);
  return result;
};
const augmented = (image: Uint8Array, steps: AugmentationStep[], key = 1) => {
  const result = new Uint8Array(BYTES).fill(77);
  augmentImage(image, result, IMAGE, steps, key);
  return result;
};
const property = (check: (image: Uint8Array) => void) => fc.assert(fc.property(anyImage, check), { numRuns: 20 });
const keys = (count: number) => Array.from({ length: count }, (_, item) => augmentationKey(1, 0, item));

describe('a map', () => {
  it('that flips is the exact mirror image, and its own inverse', () => {
    property((image) => {
      const [across, over] = [through(image, flipLeftRight()), through(image, flipUpDown())];
      expect(across).toEqual(moved(image, (x, y) => [SIDE - 1 - x, y]));
      expect(over).toEqual(moved(image, (x, y) => [x, SIDE - 1 - y]));
      expect(through(across, flipLeftRight())).toEqual(image);
      expect(through(over, flipUpDown())).toEqual(image);
    });
  });

  it('that shifts by whole pixels moves them, and leaves black behind', () => {
    fc.assert(
      fc.property(anyImage, fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }), (image, right, down) => {
        expect(through(image, shift(right, down))).toEqual(moved(image, (x, y) => [x - right, y - down]));
      }),
      { numRuns: 30 },
    );
  });

  it('that turns by quarters is exact, anticlockwise', () => {
    property((image) => {
      // The right edge comes to the top.
      const quarter = moved(image, (x, y) => [SIDE - 1 - y, x]);
      expect(through(image, rotation(90))).toEqual(quarter);
      expect(through(image, rotation(-270))).toEqual(quarter);
      expect(through(image, rotation(180))).toEqual(image.toReversed());
      expect(through(image, rotation(0))).toEqual(image);
      expect(through(image, rotation(360))).toEqual(image);
    });
  });

  it('that crops shows the window, and nothing beyond it', () => {
    fc.assert(
      fc.property(anyImage, fc.integer({ min: 1, max: SIDE }), fc.nat(SIDE), fc.nat(SIDE), (image, size, a, b) => {
        const [left, top] = [a % (SIDE - size + 1), b % (SIDE - size + 1)];
        const white = image.map((value, i) => {
          const [x, y] = [(i % SIDE) - left, Math.floor(i / SIDE) - top];
          return x >= 0 && x < size && y >= 0 && y < size ? value : 255;
        });
        const cropped = through(image, crop(left, top, size, IMAGE));
        expect(through(white, crop(left, top, size, IMAGE))).toEqual(cropped);
        const last = size - 1;
        const corners = [
          at(image, left, top),
          at(image, left + last, top),
          at(image, left, top + last),
          at(image, left + last, top + last),
        ];
        expect([0, SIDE - 1, BYTES - SIDE, BYTES - 1].map((i) => cropped[i])).toEqual(corners);
      }),
    );
    property((image) => {
      expect(through(image, crop(0, 0, SIDE, IMAGE))).toEqual(image);
    });
  });

  it('that zooms by 2 shows the middle quarter, by a half the whole in a black frame', () => {
    const plain = new Uint8Array(BYTES).fill(200);
    const half = through(plain, zoom(0.5));
    expect(at(half, 13, 13)).toBe(200);
    expect([at(half, 6, 14), at(half, 21, 14), at(half, 14, 6)]).toEqual([0, 0, 0]);
    expect(half.filter((value) => value === 200)).toHaveLength(14 * 14);
    const ramp = moved(plain, (x, y) => [x, y]).map((_, i) => i % SIDE);
    const double = through(ramp, zoom(2));
    // A ramp of one grey level a pixel becomes one of half a level, about the middle.
    expect([...double.subarray(0, SIDE)]).toEqual(Array.from({ length: SIDE }, (_, x) => Math.floor(13.5 + (x - 13.5) / 2 + 0.5)));
  });

  it('of two steps is the one followed by the other, where neither loses anything', () => {
    property((image) => {
      const both = through(through(image, rotation(90)), shift(3, -2));
      expect(through(image, compose(rotation(90), shift(3, -2)))).toEqual(both);
      const other = through(through(image, flipLeftRight()), rotation(90));
      expect(through(image, compose(flipLeftRight(), rotation(90)))).toEqual(other);
    });
  });
});

describe('cutout', () => {
  it('blackens at most size squared pixels, and no others change', () => {
    const point = fc.nat(SIDE - 1);
    fc.assert(
      fc.property(point, point, fc.integer({ min: 1, max: 40 }), (x, y, size) => {
        const image = new Uint8Array(BYTES).fill(9);
        cutOut(image, x, y, size, IMAGE);
        const black = image.filter((value) => value === 0).length;
        expect(black).toBeGreaterThan(0);
        expect(black).toBeLessThanOrEqual(size * size);
        expect(black + image.filter((value) => value === 9).length).toBe(BYTES);
        expect(at(image, x, y)).toBe(0);
      }),
    );
  });

  it('in the middle has its full size', () => {
    const image = new Uint8Array(BYTES).fill(1);
    cutOut(image, 14, 14, 8, IMAGE);
    expect(image.filter((value) => value === 0)).toHaveLength(64);
  });
});

describe('noise', () => {
  it('has no mean, the deviation asked for, and no sign of a pattern between neighbours', () => {
    const random = createRandom(5);
    const values = Array.from({ length: 40 }, () => {
      const image = new Uint8Array(BYTES).fill(128);
      addNoise(image, 20, random);
      return [...image].map((value) => value - 128);
    }).flat();
    const mean = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    expect(Math.abs(mean(values))).toBeLessThan(0.5);
    expect(Math.sqrt(mean(values.map((value) => value * value)))).toBeCloseTo(20, 0);
    expect(Math.abs(mean(values.map((value, i) => value * (values[i + 1] ?? 0)))) / 400).toBeLessThan(0.03);
    // The share beyond one deviation tells a normal distribution from a uniform one (0.317 against 0.423).
    expect(values.filter((value) => Math.abs(value) > 20).length / values.length).toBeCloseTo(0.31, 1);
  });

  it('never leaves the bytes', () => {
    const image = Uint8Array.from({ length: BYTES }, (_, i) => (i % 2) * 255);
    addNoise(image, 1000, createRandom(1));
    // Wrapping round would make few of them black or white.
    expect(image.filter((value) => value === 0 || value === 255).length).toBeGreaterThan(BYTES / 2);
  });
});

describe('augmentImage', () => {
  it('does nothing with probability 0, and leaves the source alone with any', () => {
    fc.assert(
      fc.property(anyImage, fc.array(anyStep, { maxLength: 5 }), fc.nat(), (image, steps, key) => {
        const before = image.slice();
        expect(
          augmented(
            image,
            steps.map((step) => ({ ...step, probability: 0 })),
            key,
          ),
        ).toEqual(image);
        augmented(image, steps, key);
        expect(image).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  it('is a function of the key', () => {
    fc.assert(
      fc.property(anyImage, fc.array(anyStep, { maxLength: 5 }), fc.nat(), (image, steps, key) => {
        expect(augmented(image, steps, key)).toEqual(augmented(image, steps, key));
      }),
      { numRuns: 50 },
    );
    const image = Uint8Array.from({ length: BYTES }, (_, i) => i % 251);
    const turned = keys(20).map((key) => augmented(image, [{ kind: 'rotation', probability: 1, degrees: 30 }], key).join());
    expect(new Set(turned).size).toBe(20);
  });

  it('draws anew for another seed, epoch or image', () => {
    const all = [
      augmentationKey(1, 0, 0),
      augmentationKey(2, 0, 0),
      augmentationKey(1, 1, 0),
      augmentationKey(1, 0, 1),
      augmentationKey(0, 1, 0),
    ];
    expect(new Set(all).size).toBe(5);
  });

  it('does a step as often as its probability says', () => {
    const image = Uint8Array.from({ length: BYTES }, (_, i) => i % 251);
    const flipped = keys(2000).filter((key) => augmented(image, [{ kind: 'flipLeftRight', probability: 0.3 }], key)[0] !== image[0]);
    expect(flipped.length / 2000).toBeCloseTo(0.3, 1);
  });

  it('takes the steps in their order', () => {
    const white = new Uint8Array(BYTES).fill(255);
    const cut: AugmentationStep = { kind: 'cutout', probability: 1, size: 28 };
    const noise: AugmentationStep = { kind: 'noise', probability: 1, deviation: 0.1 };
    const isGrey = (value: number) => value > 0 && value < 60;
    expect(augmented(white, [cut, noise], 3).filter(isGrey).length).toBeGreaterThan(50);
    expect(augmented(white, [noise, cut], 3).filter(isGrey)).toHaveLength(0);
    const draws = (steps: AugmentationStep[]) => keys(30).map((key) => augmented(white, steps, key).filter((value) => value === 0).length);
    const away: AugmentationStep = { kind: 'shift', probability: 1, pixels: 9 };
    expect(draws([away])).not.toEqual(draws([away, away]));
  });

  it('shifts within its range, and reaches its ends', () => {
    const dot = new Uint8Array(BYTES);
    dot[14 * SIDE + 14] = 255;
    const places = keys(300).map((key) => augmented(dot, [{ kind: 'shift', probability: 1, pixels: 3 }], key).indexOf(255));
    expect(new Set(places.map((place) => (place % SIDE) - 14))).toEqual(new Set([-3, -2, -1, 0, 1, 2, 3]));
    expect(new Set(places.map((place) => Math.floor(place / SIDE) - 14))).toEqual(new Set([-3, -2, -1, 0, 1, 2, 3]));
  });
});

describe('a color image', () => {
  const COLOR = { ...IMAGE, channels: 3 };
  const channelOf = (image: Uint8Array, channel: number) => image.filter((_, i) => i % 3 === channel);
  const random = createRandom(5);
  const image = Uint8Array.from({ length: 3 * BYTES }, () => random.below(256));
  const inColor = (steps: AugmentationStep[], key = 1) => {
    const result = new Uint8Array(3 * BYTES);
    augmentImage(image, result, COLOR, steps, key);
    return result;
  };

  it('has all its channels changed alike', () => {
    const steps: AugmentationStep[] = [
      { kind: 'rotation', probability: 1, degrees: 30 },
      { kind: 'cutout', probability: 1, size: 5 },
      { kind: 'noise', probability: 1, deviation: 0.1 },
    ];
    const result = inColor(steps);
    for (const channel of [0, 1, 2]) expect(channelOf(result, channel)).toEqual(augmented(channelOf(image, channel), steps));
    // In place, as where a copy is changed.
    const own = image.slice();
    augmentImage(own, own, COLOR, steps, 1);
    expect(own).toEqual(result);
  });

  it('becomes one gray drawing', () => {
    const steps = [{ ...DRAWING, probability: 1 }];
    const gray = Uint8Array.from({ length: BYTES }, (_, p) =>
      Math.round(0.299 * image[3 * p]! + 0.587 * image[3 * p + 1]! + 0.114 * image[3 * p + 2]!),
    );
    const result = inColor(steps);
    for (const channel of [0, 1, 2]) expect(channelOf(result, channel)).toEqual(augmented(gray, steps));
  });

  it('keeps its colors where no drawing is made of it', () => {
    const results = keys(40).map((key) => inColor([{ ...DRAWING, probability: 0.5 }], key));
    const isGray = (result: Uint8Array) => result.every((value, i) => value === result[i - (i % 3)]);
    const kept = results.filter((result) => !isGray(result));
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThan(30);
    for (const result of kept) expect(result).toEqual(image);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import { depthOf, garmentMask } from '@/dataset/augmentation/drawing/mask';
import { postureOf } from '@/dataset/augmentation/drawing/posture';
import { isOutline } from '@/dataset/drawing/outline';
import { garmentSilhouette, generateGarments } from '@/dataset/garments';
import { AUGMENTATIONS, type StepOf } from '@/experiment/data/augmentations';
import { datasetInfo } from '@/experiment/data/datasets';
import { createRandom } from '@/experiment/random';

const SIZE = { height: 28, width: 28, channels: 1 };
const BYTES = 784;
const ALWAYS: StepOf<'drawing'> = { ...AUGMENTATIONS.drawing.defaults, probability: 1 };
const OUTLINE: StepOf<'drawing'> = { ...ALWAYS, flat: 0, posterized: 0, scribbled: 0 };
const FLAT: StepOf<'drawing'> = { ...ALWAYS, outline: 0, posterized: 0, scribbled: 0 };

const { images } = generateGarments({ train: 60, test: 10 }).train;
const imageAt = (i: number) => images.subarray(i * BYTES, (i + 1) * BYTES);

const NAMES = datasetInfo('fashion-mnist').classNames;

const drawn = (image: Uint8Array, step: StepOf<'drawing'>, key = 1, className = '') => {
  const result = new Uint8Array(BYTES);
  augmentImage(image, result, SIZE, [step], key, className);
  return result;
};

/** Height and width of everything that is not black. */
function extent(image: Uint8Array): [number, number] {
  const lit = [...image.keys()].filter((at) => image[at]! > 25);
  const [xs, ys] = [lit.map((at) => at % 28), lit.map((at) => Math.floor(at / 28))];
  return [Math.max(...ys) - Math.min(...ys) + 1, Math.max(...xs) - Math.min(...xs) + 1];
}

const mirror = (image: Uint8Array) => image.map((_, at) => image[at - (at % 28) + 27 - (at % 28)]!);

const anyImage = fc.integer({ min: 0, max: 59 }).map(imageAt);

describe('an image rendered as a drawing', () => {
  it('has the same bytes for the same key, whatever was drawn before, and leaves its image alone', () => {
    fc.assert(
      fc.property(anyImage, anyImage, fc.nat(), (image, other, key) => {
        const before = image.slice();
        const first = drawn(image, ALWAYS, key);
        drawn(other, ALWAYS, key + 1);
        expect(drawn(image, ALWAYS, key)).toEqual(first);
        expect(image).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('differs from epoch to epoch', () => {
    const draws = Array.from({ length: 8 }, (_, epoch) => drawn(imageAt(0), ALWAYS, augmentationKey(1, epoch, 0)).join());
    expect(new Set(draws).size).toBe(8);
  });

  it('fills the image along its longest edge, as a drawing on the pad does', () => {
    fc.assert(
      fc.property(anyImage, fc.nat(), (image, key) => {
        expect(Math.max(...extent(drawn(image, { ...FLAT, wobble: 0 }, key)))).toBeGreaterThanOrEqual(26);
      }),
      { numRuns: 40 },
    );
  });

  it('is an outline or a filled shape, as the step says', () => {
    // The others have hardly any inside that a line leaves free.
    for (const label of [0, 2, 3, 4, 6, 8, 9]) {
      const cloth = garmentSilhouette(label).map((value) => (value ? 180 : 0));
      const outlines = Array.from({ length: 20 }, (_, key) => isOutline(drawn(cloth, OUTLINE, key)));
      const filled = Array.from({ length: 20 }, (_, key) => isOutline(drawn(cloth, FLAT, key)));
      expect([label, outlines.filter(Boolean).length >= 12, filled.some(Boolean)]).toEqual([label, true, false]);
    }
  });

  it('is mirrored as often as the step says', () => {
    const boot = garmentSilhouette(9).map((value) => (value ? 180 : 0));
    const plain: StepOf<'drawing'> = { ...FLAT, wobble: 0, mirrored: 0 };
    for (let key = 0; key < 10; key++) {
      const turned = drawn(boot, { ...plain, mirrored: 1 }, key);
      const different = mirror(turned).filter((value, at) => Math.abs(value - drawn(boot, plain, key)[at]!) > 40).length;
      expect(different).toBeLessThan(20);
    }
  });

  it('is black where the image is black', () => {
    expect(drawn(new Uint8Array(BYTES), ALWAYS)).toEqual(new Uint8Array(BYTES));
    for (const name of NAMES) expect(drawn(new Uint8Array(BYTES), ALWAYS, 1, name)).toEqual(new Uint8Array(BYTES));
  });

  it('of a class that is known has what people draw inside it, as often as the step says', () => {
    const plain: StepOf<'drawing'> = { ...FLAT, wobble: 0, mirrored: 0, details: 0 };
    const shirt = garmentSilhouette(6).map((value) => (value ? 180 : 0));
    const levels = (step: StepOf<'drawing'>, key: number, name: string) => new Set(drawn(shirt, step, key, name)).size;
    let more = 0;
    for (let key = 0; key < 20; key++) {
      const detailed = { ...plain, details: 1 };
      expect(drawn(shirt, detailed, key, 'No such class')).toEqual(drawn(shirt, detailed, key));
      expect(levels(detailed, key, 'Shirt')).toBeGreaterThanOrEqual(levels(plain, key, 'Shirt'));
      if (drawn(shirt, detailed, key, 'Shirt').join() !== drawn(shirt, plain, key, 'Shirt').join()) more++;
    }
    expect(more).toBe(20);
  });

  it('of every class and of any image is bytes, within the image', () => {
    fc.assert(
      fc.property(anyImage, fc.constantFrom(...NAMES), fc.nat(), (image, name, key) => {
        const result = drawn(image, { ...ALWAYS, wobble: 3 }, key, name);
        expect(result.some((value) => value > 60)).toBe(true);
        expect(drawn(image, { ...ALWAYS, wobble: 3 }, key, name)).toEqual(result);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the posture in which a garment is drawn', () => {
  const posturesOf = (name: string, isWideBelow: boolean) =>
    Array.from({ length: 40 }, (_, seed) => postureOf(name, isWideBelow, createRandom(seed)));

  it('is as it hangs for other garments, and for those without long sleeves', () => {
    const all = [...posturesOf('Bag', true), ...posturesOf('T-shirt/top', true), ...posturesOf('Shirt', false)];
    for (const { reach, source } of all) expect([reach, source(0.9, 0.9), source(-0.2, 0.5)]).toEqual([1, 0.9, -0.2]);
  });

  it('has sleeves that stand off the body and end somewhere, alike on both sides, and leaves the body alone', () => {
    const drawnOtherwise = posturesOf('Coat', true).filter(({ reach }) => reach > 1.1);
    expect(drawnOtherwise.length).toBeGreaterThan(10);
    for (const { reach, source } of drawnOtherwise) {
      expect([source(0.3, 0.9), source(-0.45, 1)]).toEqual([0.3, -0.45]);
      expect(source(0.8, 0.2)).toBe(0.8);
      const row = (side: number) => Array.from({ length: 60 }, (_, i) => source((side * reach * (i + 0.5)) / 60, 0.66));
      expect(row(1)).toContain(null);
      expect(row(-1)).toEqual(row(1).map((place) => place && -place));
    }
  });

  it('gives a dress a waist and a wide skirt', () => {
    const flared = posturesOf('Dress', false).filter(({ reach }) => reach > 1.2);
    expect(flared.length).toBeGreaterThan(5);
    for (const { source } of flared) expect(source(1, 1)).toBeLessThan(0.8);
  });
});

describe('the area of a garment', () => {
  it('has its small holes, and not its large ones', () => {
    const gray = new Float32Array(BYTES).fill(200);
    for (let y = 0; y < 28; y++) gray.fill(0, y * 28, y * 28 + 3);
    gray[10 * 28 + 10] = 0;
    for (let y = 15; y < 20; y++) gray.fill(0, y * 28 + 12, y * 28 + 17);
    const mask = garmentMask(gray, 12, SIZE);
    expect([mask[10 * 28 + 10], mask[17 * 28 + 14], mask[5 * 28 + 1], mask[5 * 28 + 5]]).toEqual([1, 0, 0, 1]);
  });

  it('is as deep as the nearest outside is far, in any direction', () => {
    const mask = new Uint8Array(BYTES).fill(1);
    const depth = depthOf(mask, SIZE);
    for (let at = 0; at < BYTES; at++) {
      const [x, y] = [at % 28, Math.floor(at / 28)];
      expect(depth[at]).toBeCloseTo(Math.min(x, y, 27 - x, 27 - y) + 1, 5);
    }
  });
});

import { randomData } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import type { PreparedData } from '@/dataset/types';
import { batchLength, createBatches, epochOrder, itemsPerEpoch, stepsPerEpoch } from '@/engine/batches';

const SIZE = 784;
const steps = [{ kind: 'rotation', probability: 1, degrees: 40 } as const];

/** Images 0 to count - 1, of which those in `inPlace` are changed, and those in `copies` are there once more. */
function augmented(count: number, inPlace: number[], copies: number[]): PreparedData {
  const flags = new Uint8Array(count);
  for (const i of inPlace) flags[i] = 1;
  const labels = new Uint8Array(count);
  const augmentation = { steps, seed: 4, inPlace: flags, copies: Uint32Array.from(copies), labels, classNames: ['Bag'], firstAdded: count };
  return { ...randomData(count), augmentation };
}

const all = (data: PreparedData, batchSize: number, epoch: number) => {
  const batches = createBatches(data, { batchSize, seed: 9 }).epoch(epoch);
  return Array.from({ length: stepsPerEpoch(data, batchSize) }, (_, step) => {
    const { positions, images } = batches.at(step);
    return { positions: [...positions], images: images?.slice() };
  });
};
const imageOf = ({ pixels }: PreparedData, position: number) => pixels.slice(position * SIZE, (position + 1) * SIZE);
const changedOf = (data: PreparedData, position: number, epoch: number) => {
  const target = new Uint8Array(SIZE);
  augmentImage(imageOf(data, position), target, data, steps, augmentationKey(4, epoch, position));
  return target;
};

describe('the order of an epoch', () => {
  it('is a permutation that depends on seed and epoch alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(50), (count, seed, epoch) => {
        const images = Uint32Array.from({ length: count }, (_, i) => i * 3);
        const order = epochOrder(images, seed, epoch);
        expect(order.slice().sort()).toEqual(images);
        expect(epochOrder(images, seed, epoch)).toEqual(order);
      }),
    );
    const images = Uint32Array.from({ length: 100 }, (_, i) => i);
    expect(epochOrder(images, 1, 0)).not.toEqual(epochOrder(images, 2, 0));
    expect(epochOrder(images, 0, 0)).not.toEqual(images);
  });

  it('has as many steps as batches begin, copies included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.integer({ min: 1, max: 70 }), (count, copied, batch) => {
        const data = augmented(
          count,
          [],
          Array.from({ length: Math.min(count, copied) }, (_, i) => i),
        );
        const items = itemsPerEpoch(data);
        expect(items).toBe(count + Math.min(count, copied));
        const steps = stepsPerEpoch(data, batch);
        expect((steps - 1) * batch).toBeLessThan(items);
        expect(steps * batch).toBeGreaterThanOrEqual(items);
        const lengths = Array.from({ length: steps }, (_, step) => batchLength(data, batch, step));
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(items);
      }),
    );
  });
});

describe('batches', () => {
  it('without augmentation are the order of the epoch, cut, and bring no images', () => {
    const data = randomData(30);
    const order = [...epochOrder(data.train, 9, 2)];
    const batches = all(data, 8, 2);
    expect(batches.flatMap(({ positions }) => positions)).toEqual(order);
    expect(batches.every(({ images }) => images === undefined)).toBe(true);
    expect(batches.map(({ positions }) => positions.length)).toEqual([8, 8, 8, 6]);
  });

  it('with images changed in place have the same order, and the changed image in its place', () => {
    const data = augmented(30, [3, 4, 17], []);
    const batches = all(data, 8, 1);
    expect(batches.map(({ positions }) => positions)).toEqual(all(randomData(30), 8, 1).map(({ positions }) => positions));
    for (const { positions, images } of batches) {
      if (!positions.some((position) => [3, 4, 17].includes(position))) expect(images).toBeUndefined();
      else expect(images).toHaveLength(positions.length * SIZE);
      positions.forEach((position, k) => {
        if (!images) return;
        const expected = [3, 4, 17].includes(position) ? changedOf(data, position, 1) : imageOf(data, position);
        expect(images.slice(k * SIZE, (k + 1) * SIZE)).toEqual(expected);
      });
    }
    expect(batches.filter(({ images }) => images)).not.toHaveLength(0);
  });

  it('with copies show each image as it is, and each copy changed, anew each epoch', () => {
    const data = augmented(12, [], [2, 5]);
    for (const epoch of [0, 1]) {
      const shown = all(data, 5, epoch).flatMap(({ positions, images }) =>
        positions.map((position, k) => ({ position, pixels: images?.slice(k * SIZE, (k + 1) * SIZE) ?? imageOf(data, position) })),
      );
      expect(shown.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 11]);
      for (const position of [2, 5]) {
        const own = shown.filter((item) => item.position === position).map(({ pixels }) => pixels.join());
        expect(new Set(own)).toEqual(new Set([imageOf(data, position).join(), changedOf(data, position, epoch).join()]));
      }
    }
    expect(changedOf(data, 2, 0)).not.toEqual(changedOf(data, 2, 1));
  });

  it('use one buffer again and again', () => {
    const data = augmented(12, [...Array(12).keys()], []);
    const batches = createBatches(data, { batchSize: 5, seed: 1 });
    const first = batches.epoch(0).at(0).images;
    expect(batches.epoch(1).at(1).images?.buffer).toBe(first?.buffer);
  });
});

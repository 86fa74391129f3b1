import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import { stepsForAdded } from '@/dataset/augmentation/added';
import { imageBytes } from '@/dataset/image-size';
import type { PreparedAugmentation, PreparedData } from '@/dataset/types';
import { createRandom, hash32, shuffle } from '@/experiment/random';

const SHUFFLE_SALT = 0x5ff1e;

/** What an engine's `trainStep` takes: positions in the prepared data, and the batch's pixels where any of them were changed. */
export interface Batch {
  positions: Uint32Array;
  /** positions.length * height * width * channels bytes, valid until the next batch is made. */
  images?: Uint8Array;
}

/** One epoch, cut into batches; each is made when it is asked for. */
export interface EpochBatches {
  /** The batch of a step, counted from 0 within the epoch. */
  at(step: number): Batch;
}

/** What an epoch goes through: the training images, then the copies that augmentation adds and the drawings of a person's own. */
export const itemsPerEpoch = ({ train, augmentation }: PreparedData): number => train.length + (augmentation?.copies.length ?? 0);

/** Steps in one epoch; the last, smaller batch counts. */
export const stepsPerEpoch = (data: PreparedData, batchSize: number): number => Math.ceil(itemsPerEpoch(data) / batchSize);

/** Images in the batch of a step, counted from 0 within the epoch. */
export const batchLength = (data: PreparedData, batchSize: number, step: number): number =>
  Math.min(batchSize, itemsPerEpoch(data) - step * batchSize);

/** The order in which an epoch (counted from 0) goes through its items; a function of the seed. */
export const epochOrder = (items: Uint32Array, seed: number, epoch: number): Uint32Array =>
  shuffle(items.slice(), createRandom(hash32(seed, SHUFFLE_SALT, epoch)));

/** Makes the batches of epochs, into one buffer that is used again and again: at most one epoch's batches should be asked for at a time. */
export function createBatches(data: PreparedData, { batchSize, seed }: { batchSize: number; seed: number }) {
  const { augmentation } = data;
  const painter = augmentation && createPainter(data, augmentation, batchSize);
  return {
    epoch(epoch: number): EpochBatches {
      const cut = (values: Uint32Array, step: number) => values.subarray(step * batchSize, (step + 1) * batchSize);
      if (!painter) {
        const order = epochOrder(data.train, seed, epoch);
        return { at: (step) => ({ positions: cut(order, step) }) };
      }
      const items = epochOrder(itemNumbers(data), seed, epoch);
      const order = items.map((item) => painter.positionOf(item));
      return { at: (step) => painter.paint(cut(order, step), cut(items, step), epoch) };
    },
  };
}

const itemNumbers = (data: PreparedData): Uint32Array => Uint32Array.from({ length: itemsPerEpoch(data) }, (_, item) => item);

/** Paints batches in which images are changed. Items are counted through the training images and on through the copies. */
function createPainter({ pixels, train, height, width, channels }: PreparedData, augmentation: PreparedAugmentation, batchSize: number) {
  const { steps, seed, inPlace, copies, labels, classNames, firstAdded } = augmentation;
  const ofAdded = stepsForAdded(steps);
  const shape = { height, width, channels };
  const size = imageBytes(shape);
  const buffer = new Uint8Array(Math.min(batchSize, train.length + copies.length) * size);
  const isChanged = (item: number, position: number) => item >= train.length || inPlace[position] === 1;
  return {
    positionOf: (item: number): number => (item < train.length ? train[item]! : copies[item - train.length]!),
    paint(positions: Uint32Array, items: Uint32Array, epoch: number): Batch {
      if (!positions.some((position, k) => isChanged(items[k]!, position))) return { positions };
      positions.forEach((position, k) => {
        const source = pixels.subarray(position * size, (position + 1) * size);
        const target = buffer.subarray(k * size, (k + 1) * size);
        if (!isChanged(items[k]!, position)) {
          target.set(source);
          return;
        }
        const className = classNames[labels[position]!];
        // An added drawing is shown several times in an epoch, and each time is another item.
        if (position >= firstAdded) augmentImage(source, target, shape, ofAdded, augmentationKey(seed, epoch, items[k]!), className);
        else augmentImage(source, target, shape, steps, augmentationKey(seed, epoch, position), className);
      });
      return { positions, images: buffer.subarray(0, positions.length * size) };
    },
  };
}

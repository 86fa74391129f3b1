import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import { endOfListCut } from '@/experiment/data/splits';
import type { Augmentation, DataSpec } from '@/experiment/data/types';
import { imageBytes } from './image-size';
import type { ImageShape, PreparedData } from './types';

/** A list of training images with their copies behind it, cut where validation begins. Positions are those of the data set; copies are named by their originals. */
export interface CutList {
  train: number[];
  validation: number[];
  trainedCopies: number[];
  heldCopies: number[];
}

/**
 * Cuts the list of training images as Keras's `validation_split` does: the end is validation. Copies that augmentation adds stand behind all images, in the
 * images' order, as where a program adds them before it fits.
 *
 * @param list positions of the training images, as the data set has them
 * @param labels the data set's own label of every image
 */
export function cutList(
  list: readonly number[],
  labels: Uint8Array,
  { split, augmentation }: Pick<DataSpec, 'split' | 'augmentation'>,
): CutList {
  const copies = copiedOf(list, labels, augmentation);
  const share = split.kind === 'endOfList' ? split.validationShare : 0;
  const cut = endOfListCut({ validationShare: share }, list.length, copies.length);
  return {
    train: list.slice(0, cut.images),
    validation: list.slice(cut.images),
    trainedCopies: copies.slice(0, cut.copies),
    heldCopies: copies.slice(cut.copies),
  };
}

function copiedOf(list: readonly number[], labels: Uint8Array, { steps, mode, classes }: Augmentation): number[] {
  if (steps.length === 0 || mode !== 'addCopies') return [];
  return classes === null ? [...list] : list.filter((i) => classes.includes(labels[i]!));
}

/** The position of the first held-out copy: they lie behind the images of the data set, and before added drawings. */
export const firstHeldCopy = ({
  targets,
  heldCopies,
  augmentation,
}: Pick<PreparedData, 'targets' | 'heldCopies' | 'augmentation'>): number =>
  (augmentation?.firstAdded ?? targets.length) - (heldCopies?.length ?? 0);

/** The position of the held-out copy of an image. Throws a RangeError where it has none. */
export function heldCopyOf(data: Pick<PreparedData, 'targets' | 'heldCopies' | 'augmentation'>, original: number): number {
  const at = data.heldCopies?.indexOf(original) ?? -1;
  if (at < 0) throw new RangeError(`No changed copy of image ${original} is in memory`);
  return firstHeldCopy(data) + at;
}

/**
 * Held-out copies, drawn once: copy after copy, height * width * channels bytes each.
 *
 * @param pixels of all images of the data set
 * @param originals positions of the images that are copied
 * @param nameOf the class of the image at a position, as the data set names it
 */
export function drawCopies(
  pixels: Uint8Array,
  shape: ImageShape,
  originals: readonly number[],
  { steps, seed, nameOf }: Pick<Augmentation, 'steps'> & { seed: number; nameOf(original: number): string },
): Uint8Array {
  const size = imageBytes(shape);
  const drawn = new Uint8Array(originals.length * size);
  originals.forEach((original, k) => {
    const source = pixels.subarray(original * size, (original + 1) * size);
    augmentImage(source, drawn.subarray(k * size, (k + 1) * size), shape, steps, augmentationKey(seed, 0, original), nameOf(original));
  });
  return drawn;
}

import { imageBytes } from '@/dataset/image-size';
import { grayOf } from '@/dataset/luma';
import type { ImageShape, ImageSize } from '@/dataset/types';
import type { AugmentationKind, AugmentationStep, StepOf } from '@/experiment/data/augmentations';
import { createRandom, hash32, type Random } from '@/experiment/random';
import { type Affine, compose, crop, flipLeftRight, flipUpDown, resample, rotation, shift, zoom } from './affine';
import { drawImage } from './drawing';
import { addNoise, cutOut } from './pixels';

const AUGMENT_SALT = 0xa09e3;

/** What decides the changes of one image in one epoch (counted from 0). `item` is the image's position in the prepared data. */
export const augmentationKey = (seed: number, epoch: number, item: number): number => hash32(seed, AUGMENT_SALT, epoch, item);

/**
 * Changes one image, step after step, each with its probability (definitions: `experiment/data/augmentations`). The same key gives the same bytes on every
 * engine; a step draws from a stream of its own, so that another step's settings do not change what it draws.
 *
 * Flips, rotation, zoom, shift and crop that follow each other are one map, and the image is resampled once: each resampling would blur it
 * more. What one of them moved out of the image the next may therefore bring back. Cutout and noise come between them where the list says so.
 *
 * The channels of a color image are changed alike, each as an image of its own; where a drawing is made of it, it is one gray drawing.
 *
 * @param source height * width * channels bytes, left as they are
 * @param target as many bytes to write to
 * @param className what the image shows, as its data set names it; empty where that is not known
 */
export function augmentImage(
  source: Uint8Array,
  target: Uint8Array,
  shape: ImageShape,
  steps: readonly AugmentationStep[],
  key: number,
  className = '',
): void {
  const { height, width, channels } = shape;
  const about = { height, width, className };
  target.set(source.subarray(0, imageBytes(shape)));
  if (channels === 1) {
    augmentPlane(target, about, steps, key);
    return;
  }
  if (steps.some((step, k) => step.kind === 'drawing' && isTaken(step, streamOf(key, k)))) {
    const plane = grayOf(target);
    augmentPlane(plane, about, steps, key);
    for (let channel = 0; channel < channels; channel++) setPlane(target, plane, channel, channels);
    return;
  }
  const plane = new Uint8Array(height * width);
  for (let channel = 0; channel < channels; channel++) {
    for (let p = 0; p < plane.length; p++) plane[p] = target[p * channels + channel]!;
    augmentPlane(plane, about, steps, key);
    setPlane(target, plane, channel, channels);
  }
}

function setPlane(target: Uint8Array, plane: Uint8Array, channel: number, channels: number): void {
  for (let p = 0; p < plane.length; p++) target[p * channels + channel] = plane[p]!;
}

/** What step number k draws from. */
const streamOf = (key: number, k: number): Random => createRandom(hash32(key, k));

/** Whether a step changes the image: the first that is drawn from its stream. */
const isTaken = ({ probability }: AugmentationStep, random: Random): boolean => random.next() < probability;

/** What changes the pixels of an image has to know of it. */
type About = ImageSize & { className: string };

function augmentPlane(target: Uint8Array, about: About, steps: readonly AugmentationStep[], key: number): void {
  let map: Affine | null = null;
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k]!;
    const random = streamOf(key, k);
    if (!isTaken(step, random)) continue;
    const change = changeOf(step);
    if ('onPixels' in change) {
      if (map) resample(target, target, map, about);
      map = null;
      change.onPixels(target, step, random, about);
    } else {
      const drawn = change.map(step, random, about);
      map = map ? compose(map, drawn) : drawn;
    }
  }
  if (map) resample(target, target, map, about);
}

/** A change of places, which is drawn as a map, or one of the pixels themselves. */
type Change<T> =
  | { map(step: T, random: Random, size: ImageSize): Affine }
  | { onPixels(image: Uint8Array, step: T, random: Random, about: About): void };

/** The one table from kind of step to its computation; a kind left out is a compile error. */
const CHANGES: { [K in AugmentationKind]: Change<StepOf<K>> } = {
  flipLeftRight: { map: flipLeftRight },
  flipUpDown: { map: flipUpDown },
  rotation: { map: ({ degrees }, random) => rotation(symmetric(degrees, random)) },
  zoom: { map: ({ share }, random) => zoom(1 + symmetric(share, random)) },
  shift: { map: ({ pixels }, random) => shift(whole(pixels, random), whole(pixels, random)) },
  randomCrop: {
    map: (step, random, size) => crop(random.below(size.width - step.size + 1), random.below(size.height - step.size + 1), step.size, size),
  },
  cutout: { onPixels: (image, step, random, size) => cutOut(image, random.below(size.width), random.below(size.height), step.size, size) },
  noise: { onPixels: (image, { deviation }, random) => addNoise(image, 255 * deviation, random) },
  drawing: { onPixels: drawImage },
};

const changeOf = (step: AugmentationStep): Change<AugmentationStep> => CHANGES[step.kind] as Change<AugmentationStep>;

/** Uniform between -limit and limit. */
const symmetric = (limit: number, random: Random): number => limit * (2 * random.next() - 1);

/** A whole number from -limit to limit, each as likely. */
const whole = (limit: number, random: Random): number => random.below(2 * limit + 1) - limit;

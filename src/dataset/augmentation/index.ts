import type { ImageSize } from '@/dataset/types';
import type { AugmentationStep } from '@/experiment/data/types';
import { createRandom, hash32, type Random } from '@/experiment/random';
import { type Affine, compose, crop, flipLeftRight, flipUpDown, resample, rotation, shift, zoom } from './affine';
import { addNoise, cutOut } from './pixels';

const AUGMENT_SALT = 0xa09e3;

/** What decides the changes of one image in one epoch (counted from 0). `item` is the image's position in the prepared data. */
export const augmentationKey = (seed: number, epoch: number, item: number): number => hash32(seed, AUGMENT_SALT, epoch, item);

/**
 * Changes one image, step after step, each with its probability (definitions: `AugmentationStep`). The same key gives the same bytes on every
 * engine; a step draws from a stream of its own, so that another step's settings do not change what it draws.
 *
 * Flips, rotation, zoom, shift and crop that follow each other are one map, and the image is resampled once: each resampling would blur it
 * more. What one of them moved out of the image the next may therefore bring back. Cutout and noise come between them where the list says so.
 *
 * @param source height * width bytes, left as they are
 * @param target height * width bytes to write to
 */
export function augmentImage(
  source: Uint8Array,
  target: Uint8Array,
  { height, width }: ImageSize,
  steps: readonly AugmentationStep[],
  key: number,
): void {
  const size = { height, width };
  target.set(source.subarray(0, height * width));
  let map: Affine | null = null;
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k]!;
    const random = createRandom(hash32(key, k));
    if (random.next() >= step.probability) continue;
    if (isOnPixels(step)) {
      if (map) resample(target, target, map, size);
      map = null;
      changePixels(target, size, step, random);
    } else {
      const drawn = drawMap(step, random, size);
      map = map ? compose(map, drawn) : drawn;
    }
  }
  if (map) resample(target, target, map, size);
}

type OnPixels = Extract<AugmentationStep, { kind: 'cutout' | 'noise' }>;

const isOnPixels = (step: AugmentationStep): step is OnPixels => step.kind === 'cutout' || step.kind === 'noise';

function changePixels(image: Uint8Array, size: ImageSize, step: OnPixels, random: Random): void {
  if (step.kind === 'noise') addNoise(image, 255 * step.deviation, random);
  else cutOut(image, random.below(size.width), random.below(size.height), step.size, size);
}

function drawMap(step: Exclude<AugmentationStep, OnPixels>, random: Random, size: ImageSize): Affine {
  switch (step.kind) {
    case 'flipLeftRight':
      return flipLeftRight();
    case 'flipUpDown':
      return flipUpDown();
    case 'rotation':
      return rotation(symmetric(step.degrees, random));
    case 'zoom':
      return zoom(1 + symmetric(step.share, random));
    case 'shift':
      return shift(whole(step.pixels, random), whole(step.pixels, random));
    case 'randomCrop':
      return crop(random.below(size.width - step.size + 1), random.below(size.height - step.size + 1), step.size, size);
  }
}

/** Uniform between -limit and limit. */
const symmetric = (limit: number, random: Random): number => limit * (2 * random.next() - 1);

/** A whole number from -limit to limit, each as likely. */
const whole = (limit: number, random: Random): number => random.below(2 * limit + 1) - limit;

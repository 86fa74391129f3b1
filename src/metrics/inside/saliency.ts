import { createRandom } from '@/experiment/random';

/**
 * Where in an image an answer comes from, by three published methods. None of them says why in the sense of a reason; each says what it measures.
 */

/** A map of numbers over an image, row by row, coarser than the image where a layer's maps are. */
export interface SaliencyMap {
  values: Float32Array<ArrayBuffer>;
  height: number;
  width: number;
}

/**
 * Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): the maps of a layer, each weighted by the mean of the score's derivatives over it, summed;
 * what speaks against the class is left out.
 *
 * @param activations one image's maps, [height, width, channels]
 * @param gradients derivatives of the class's score by them, in the same order
 */
export function gradCam(
  activations: Float32Array,
  gradients: Float32Array,
  [height, width, channels]: readonly [number, number, number],
): SaliencyMap {
  const places = height * width;
  const weights = new Float64Array(channels);
  gradients.forEach((gradient, i) => {
    weights[i % channels]! += gradient / places;
  });
  const values = Float32Array.from({ length: places }, (_, place) => {
    const sum = weights.reduce((total, weight, channel) => total + weight * activations[place * channels + channel]!, 0);
    return Math.max(0, sum);
  });
  return { values, height, width };
}

/** Copies of an image over which SmoothGrad takes its mean. */
export const NOISY_COPIES = 16;

/** Standard deviation of SmoothGrad's noise as a share of the range of a pixel: 10 to 20 percent in its paper. */
const NOISE = 0.15;

/**
 * An image `NOISY_COPIES` times, each with normal noise of its own (SmoothGrad, Smilkov et al. 2017). Pixels are bytes and stay in their range,
 * as the network never sees others.
 */
export function noisyCopies(pixels: Uint8Array, seed = 1): Uint8Array {
  const random = createRandom(seed);
  return Uint8Array.from({ length: NOISY_COPIES * pixels.length }, (_, i) =>
    Math.min(255, Math.max(0, Math.round(pixels[i % pixels.length]! + 255 * NOISE * random.normal()))),
  );
}

/** SmoothGrad's map: the size of the mean derivative by each pixel over the copies, the largest of its channels. */
export function smoothGradient(gradients: Float32Array, [height, width, channels]: readonly [number, number, number]): SaliencyMap {
  const size = height * width * channels;
  const copies = gradients.length / size;
  const values = new Float32Array(size);
  gradients.forEach((gradient, i) => {
    values[i % size]! += gradient / copies;
  });
  const sizes = values.map(Math.abs);
  const largest = (place: number) => Math.max(...sizes.subarray(place * channels, (place + 1) * channels));
  return { values: channels === 1 ? sizes : Float32Array.from({ length: height * width }, (_, place) => largest(place)), height, width };
}

/** Side of the square that occlusion covers, and how far it moves. */
export const COVER = 6;
const COVER_STEP = 2;

/** Places of the covering square along `length` pixels: every second one, and the last. */
function coverStarts(length: number): number[] {
  const last = Math.max(0, length - COVER);
  const starts = Array.from({ length: Math.floor(last / COVER_STEP) + 1 }, (_, i) => i * COVER_STEP);
  return starts.at(-1) === last ? starts : [...starts, last];
}

const coversOf = ([height, width]: readonly [number, number]) =>
  coverStarts(height).flatMap((top) => coverStarts(width).map((left) => ({ top, left })));

/** The image once for each place of a black square (Zeiler and Fergus 2014, section 4.2). */
export function coveredCopies(pixels: Uint8Array, [height, width, channels]: readonly [number, number, number]): Uint8Array {
  const covers = coversOf([height, width]);
  const copies = new Uint8Array(covers.length * pixels.length);
  covers.forEach(({ top, left }, i) => {
    const copy = copies.subarray(i * pixels.length, (i + 1) * pixels.length);
    copy.set(pixels);
    for (let y = top; y < Math.min(top + COVER, height); y++) {
      copy.fill(0, (y * width + left) * channels, (y * width + Math.min(left + COVER, width)) * channels);
    }
  });
  return copies;
}

/**
 * How much a class loses where it is covered: at each pixel the mean fall of its probability over the squares that cover it, 0 where it rises.
 *
 * @param whole the probability of the image as it is
 * @param covered the probabilities of `coveredCopies`, in their order
 */
export function occlusionMap(whole: number, covered: ArrayLike<number>, [height, width]: readonly [number, number]): SaliencyMap {
  const falls = new Float64Array(height * width);
  const counts = new Float64Array(height * width);
  coversOf([height, width]).forEach(({ top, left }, i) => {
    for (let y = top; y < Math.min(top + COVER, height); y++) {
      for (let x = left; x < Math.min(left + COVER, width); x++) {
        falls[y * width + x]! += whole - covered[i]!;
        counts[y * width + x]!++;
      }
    }
  });
  return { values: Float32Array.from(falls, (fall, i) => Math.max(0, fall / counts[i]!)), height, width };
}

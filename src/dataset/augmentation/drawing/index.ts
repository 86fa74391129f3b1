import type { ImageSize } from '@/dataset/types';
import type { StepOf } from '@/experiment/data/augmentations';
import { DRAWING_WAYS, type DrawingWay } from '@/experiment/data/augmentations/drawing';
import type { Random } from '@/experiment/random';
import { addDetails } from './details';
import { addInnerEdges, addLine, openHem } from './lines';
import { depthOf, garmentMask } from './mask';
import { openNeck } from './neck';
import { reshaped } from './reshape';
import { between, FILLS, GRAYS } from './ways';

/** Chances of what some people do: draw inner edges, leave the hem open, draw a line around a filled shape. */
const INNER_EDGES = 0.35;
const OPEN_HEM = 0.2;
const LINED = 0.75;

/** What is darker is the black around a garment. */
const FAINT = 12;

/**
 * What is darker than this share of the cloth's mean gray is left out as well. Where it is high, the shadow between a sleeve and the body parts the two,
 * as people draw them.
 */
const SHADOWS = [0, 0.5] as const;

/** Widths of a line, in pixels. */
const LINES = [1.2, 4] as const;

/** Grays of an outline that has nothing else in it. */
const BRIGHT = [140, 255] as const;

/**
 * Turns an image of a garment into a drawing of it, in place: the garment's area is put out of shape a little and scaled to the whole image, as the
 * drawing pad does, then drawn as an outline or filled. What is drawn depends on the stream alone, so every engine gets the same bytes.
 *
 * @param image height * width bytes
 */
export function drawImage(
  image: Uint8Array,
  step: StepOf<'drawing'>,
  random: Random,
  { className, ...size }: ImageSize & { className: string },
): void {
  const mirrored = random.next() < step.mirrored;
  const gray = reshaped(image, { mirrored, wobble: step.wobble, className }, random, size);
  const mask = garmentMask(gray, Math.max(FAINT, between(SHADOWS, random) * clothOf(gray)), size);
  openNeck(mask, className, random, size);
  brighten(gray);
  const depth = depthOf(mask, size);
  const way = wayOf(step, random);
  const width = between(LINES, random);
  const drawn = new Float32Array(image.length);
  if (way === 'outline') addLine(drawn, depth, width, between(BRIGHT, random));
  else {
    FILLS[way](drawn, { gray, mask }, random, size);
    if (random.next() < LINED) addLine(drawn, depth, width, between(GRAYS, random));
  }
  if (way !== 'posterized' && random.next() < INNER_EDGES) addInnerEdges(drawn, gray, depth, between(GRAYS, random), size);
  if (random.next() < step.details) addDetails(drawn, mask, { className, mirrored }, random, size);
  if (way === 'outline' && random.next() < OPEN_HEM) openHem(drawn, mask, width, size);
  for (let at = 0; at < image.length; at++) image[at] = Math.round(drawn[at]!);
}

/** The mean gray of everything that is not black. */
function clothOf(gray: Float32Array): number {
  let [sum, count] = [0, 1];
  for (const value of gray) {
    if (value <= FAINT) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Scales grays so that the brightest is white: what stands out in dark cloth is drawn as boldly as in bright cloth. */
function brighten(gray: Float32Array): void {
  const brightest = gray.reduce((most, value) => Math.max(most, value), 1);
  for (let at = 0; at < gray.length; at++) gray[at] = (gray[at]! * 255) / brightest;
}

/** One of the ways, in proportion to their numbers. */
function wayOf(step: StepOf<'drawing'>, random: Random): DrawingWay {
  let left = random.next() * DRAWING_WAYS.reduce((sum, way) => sum + step[way], 0);
  for (const way of DRAWING_WAYS) {
    left -= step[way];
    if (left < 0) return way;
  }
  return 'outline';
}

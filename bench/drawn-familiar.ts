import { type DrawnImage, HALVES, joinedImages, readDrawings } from '@tests/support/drawings/files';
import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import type { PreparedData } from '@/dataset/types';
import { inSlices } from '@/engine/classical/slices';
import type { Network } from '@/engine/engine';
import { concatBytes } from '@/experiment/bytes';
import type { AugmentationStep } from '@/experiment/data/types';
import { type FamiliarityMeasure, familiarityScore, fitFamiliarity } from '@/metrics/inside/familiarity';
import { percent, say } from './drawn-report';

/** As many as the page takes: of training images, and of others that the threshold is set by. */
const LEARNT = 2000;
const CALIBRATION = 500;
const SLICE = 50;

/** Nobody ends the work, or waits for messages. */
const UNWATCHED = { signal: new AbortController().signal, breathe: async () => {} };

/** Keep the draws of the two apart. */
const EPOCHS = { learnt: 1, calibration: 2 };

/**
 * Prints how many drawings of garments, and of other things, look like what a network learned, judged as the page does (`worker/model/familiarity`).
 *
 * @param steps of the training images; test images are all rendered as drawings where training images were
 */
export async function reportFamiliar(network: Network, data: PreparedData, steps: readonly AugmentationStep[]): Promise<void> {
  const drawing = steps.filter(({ kind }) => kind === 'drawing');
  const always = drawing.map((step) => ({ ...step, probability: 1 }));
  const learnt = await featuresOf(network, rendered(data, evenly(data.train, LEARNT), drawing, EPOCHS.learnt));
  const calibration = await featuresOf(network, rendered(data, evenly(data.test, CALIBRATION), always, EPOCHS.calibration));
  const measure = await inSlices(fitFamiliarity(learnt.rows, calibration.rows, learnt.width), UNWATCHED);
  for (const half of HALVES) {
    const all = readDrawings(half);
    const garments = await accepted(network, measure, all.filter(({ label }) => label !== null)); // biome-ignore format: one line
    const others = await accepted(network, measure, all.filter(({ label }) => label === null)); // biome-ignore format: one line
    say(`${half}: ${garments} of the garments look familiar, ${others} of other things`);
  }
}

async function accepted(network: Network, measure: FamiliarityMeasure, drawings: readonly DrawnImage[]): Promise<string> {
  const { rows, width } = await featuresOf(network, drawings.map(({ pixels }) => pixels)); // biome-ignore format: one line
  const scores = drawings.map((_, i) => familiarityScore(measure, rows.subarray(i * width, (i + 1) * width)));
  return percent(scores.filter((score) => score >= measure.threshold).length / Math.max(1, scores.length));
}

/** What the last layer before the output makes of images. */
async function featuresOf(network: Network, images: readonly Uint8Array[]): Promise<{ rows: Float32Array; width: number }> {
  const parts: Float32Array[] = [];
  for (let from = 0; from < images.length; from += SLICE) {
    const { activations } = await network.inspect(joinedImages(images.slice(from, from + SLICE)), null);
    parts.push(activations.at(-2) ?? new Float32Array(0));
  }
  const bytes = concatBytes(parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)));
  const rows = new Float32Array(bytes.buffer);
  return { rows, width: rows.length / images.length };
}

function rendered(data: PreparedData, positions: Uint32Array, steps: readonly AugmentationStep[], epoch: number): Uint8Array[] {
  const size = data.height * data.width;
  const { labels, classNames } = data.augmentation ?? { labels: new Uint8Array(0), classNames: [] };
  return Array.from(positions, (at) => {
    const image = data.pixels.slice(at * size, (at + 1) * size);
    if (steps.length > 0) augmentImage(image, image, data, steps, augmentationKey(0, epoch, at), classNames[labels[at] ?? -1]);
    return image;
  });
}

/** At most `count` of the positions, evenly from all of them. */
const evenly = (positions: Uint32Array, count: number): Uint32Array =>
  Uint32Array.from({ length: Math.min(count, positions.length) }, (_, k) => positions[Math.floor((k * positions.length) / count)]!);

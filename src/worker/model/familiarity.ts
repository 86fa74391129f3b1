import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import type { PreparedData } from '@/dataset/types';
import { inSlices } from '@/engine/classical/slices';
import type { Network } from '@/engine/engine';
import { concatBytes } from '@/experiment/bytes';
import type { AugmentationStep } from '@/experiment/data/types';
import { type FamiliarityMeasure, familiarityScore, fitFamiliarity } from '@/metrics/inside/familiarity';
import type { WorkerContext } from '@/worker/context';
import { imageAt, spread } from './samples';

/** Images whose features are kept, and images that the threshold is set by. */
const LEARNT = 2000;
const CALIBRATION = 500;

/** Numbers that are kept at most: features may be as many as a first layer's maps. */
const MOST_NUMBERS = 4_000_000;

/** Images looked into at once: a network keeps all its maps of them. */
const SLICE = 50;

/** Salts of the keys by which images are rendered as drawings. */
const LEARNT_EPOCH = 0x1ea2;
const CALIBRATION_EPOCH = 0xca11b;

type Breathing = Pick<WorkerContext, 'outbox' | 'yieldToEvents'>;

/** How like learnt images a picture is. */
export interface Familiarity {
  /** Cosine of its features and its 5th nearest learnt image's. */
  score: number;
  /** Below this it looks like nothing that was learnt. */
  threshold: number;
}

/** Knows how familiar pictures are to one network at one step; measures it anew where the network was trained on. */
export class FamiliarityCheck {
  private measure: FamiliarityMeasure | null = null;
  private measuring: AbortController | null = null;
  private step = -1;

  constructor(private readonly network: Network) {}

  /** How familiar a picture is; `null` while that is not known of the weights of this step. */
  async of(pixels: Uint8Array, step: number): Promise<Familiarity | null> {
    return this.measure && this.step === step ? familiarityOf(this.network, this.measure, pixels) : null;
  }

  /** Begins to measure, unless that is done or under way. Resolves with whether it is known now and was not before. */
  async prepare(data: PreparedData, steps: readonly AugmentationStep[], step: number, context: Breathing): Promise<boolean> {
    if (this.step === step && (this.measure || this.measuring)) return false;
    this.cancel();
    this.step = step;
    const measuring = new AbortController();
    this.measuring = measuring;
    const measure = await measureFamiliarity(this.network, data, steps, measuring.signal, context);
    if (measuring.signal.aborted) return false;
    this.measuring = null;
    this.measure = measure;
    return measure !== null;
  }

  /** Ends the work under way; what was measured is forgotten. */
  cancel(): void {
    this.measuring?.abort();
    this.measuring = null;
    this.measure = null;
    this.step = -1;
  }
}

/**
 * Measures how familiar pictures are to a network: against features of its training images, with a threshold by validation images (test images where
 * none are held out). Images that it learnt as drawings are looked at as drawings.
 *
 * @param signal ends the work between two slices; the promise may then be rejected with its reason
 */
async function measureFamiliarity(
  network: Network,
  data: PreparedData,
  steps: readonly AugmentationStep[],
  signal: AbortSignal,
  { outbox, yieldToEvents }: Breathing,
): Promise<FamiliarityMeasure | null> {
  const drawing = steps.filter(({ kind }) => kind === 'drawing');
  const always = drawing.map((step) => ({ ...step, probability: 1 }));
  const featuresOf = async (positions: Uint32Array, rendered: readonly AugmentationStep[], epoch: number): Promise<Float32Array | null> => {
    const parts: Float32Array[] = [];
    for (let from = 0; from < positions.length; from += SLICE) {
      if (signal.aborted) return null;
      const images = Array.from(positions.subarray(from, from + SLICE), (at) => renderedAt(data, at, rendered, epoch));
      parts.push(await lastHidden(network, concatBytes(images)));
      outbox.pulse();
      await yieldToEvents();
    }
    return signal.aborted ? null : merged(parts);
  };
  const held = data.validation.length > 0 ? data.validation : data.test;
  const width = (await lastHidden(network, imageAt(data, data.train[0] ?? 0))).length;
  const most = Math.max(1, Math.floor(MOST_NUMBERS / Math.max(1, width)));
  const learnt = await featuresOf(spread(data.train, Math.min(LEARNT, most)), drawing, LEARNT_EPOCH);
  const calibration = learnt && (await featuresOf(spread(held, Math.min(CALIBRATION, most)), always, CALIBRATION_EPOCH));
  if (!learnt || !calibration) return null;
  const breathe = async () => {
    outbox.pulse();
    await yieldToEvents();
  };
  return inSlices(fitFamiliarity(learnt, calibration, width), { signal, breathe });
}

/** How familiar one picture is. */
async function familiarityOf(network: Network, measure: FamiliarityMeasure, pixels: Uint8Array): Promise<Familiarity> {
  const features = await lastHidden(network, pixels);
  return { score: familiarityScore(measure, features), threshold: measure.threshold };
}

/** What the last layer before the output makes of images; nothing where the output is the only layer. */
export async function lastHidden(network: Network, images: Uint8Array): Promise<Float32Array> {
  const { activations } = await network.inspect(images, null);
  return activations.at(-2) ?? new Float32Array(0);
}

function renderedAt(data: PreparedData, at: number, steps: readonly AugmentationStep[], epoch: number): Uint8Array {
  const image = imageAt(data, at);
  const { labels, classNames } = data.augmentation ?? { labels: new Uint8Array(0), classNames: [] };
  if (steps.length > 0) augmentImage(image, image, data, steps, augmentationKey(0, epoch, at), classNames[labels[at] ?? -1]);
  return image;
}

function merged(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

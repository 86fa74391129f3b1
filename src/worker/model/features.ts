import type { PreparedData } from '@/dataset/types';
import { concatBytes } from '@/experiment/bytes';
import { type FeatureSpace, featureWidth, type ImageFeatures, narrowed } from '@/metrics/projection/features';
import type { EvaluationSet } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import { imageAt, spread } from './samples';
import type { TrainedModel } from './trained-model';

/** Images looked into at once: a network keeps all its maps of them. */
const SLICE = 50;

interface Wanted {
  set: EvaluationSet;
  /** Images at most. */
  most: number;
  space: FeatureSpace;
}

/** Numbers that tell the images of a set apart, in slices. Rejects with the signal's reason once that is aborted. */
export async function featuresOfSet(
  model: TrainedModel,
  data: PreparedData,
  { set, most, space }: Wanted,
  { signal, outbox, yieldToEvents }: Pick<WorkerContext, 'outbox' | 'yieldToEvents'> & { signal: AbortSignal },
): Promise<ImageFeatures> {
  const positions = data[set];
  if (positions.length === 0) throw new Error(`This run has no ${set} images.`);
  const rows = spread(
    Uint32Array.from(positions, (_, row) => row),
    most,
  );
  const { phase } = outbox;
  let result: ImageFeatures | null = null;
  outbox.enter('evaluating');
  try {
    for (let from = 0; from < rows.length; from += SLICE) {
      signal.throwIfAborted();
      const images = concatBytes(Array.from(rows.subarray(from, from + SLICE), (row) => imageAt(data, positions[row] ?? 0)));
      const count = Math.min(SLICE, rows.length - from);
      const values = await numbersOf(model, images, count, space);
      const width = values.length / count;
      result ??= { rows: rows.slice(), width, values: new Float32Array(rows.length * width) };
      result.values.set(values, from * width);
      outbox.pulse();
      await yieldToEvents();
    }
  } finally {
    outbox.enter(phase);
  }
  signal.throwIfAborted();
  return result ?? { rows: new Uint32Array(0), width: 1, values: new Float32Array(0) };
}

/** The same of one picture. */
export async function featuresOfImage(model: TrainedModel, pixels: Uint8Array, space: FeatureSpace): Promise<ImageFeatures> {
  const values = Float32Array.from(await numbersOf(model, pixels, 1, space));
  return { rows: Uint32Array.of(0), width: featureWidth(values.length), values };
}

/** Numbers of `count` images: pixels from 0 to 1, or the last hidden layer's where there is one. */
async function numbersOf(model: TrainedModel, images: Uint8Array, count: number, space: FeatureSpace): Promise<Float32Array> {
  const hidden = space === 'hidden' ? await model.hiddenFeatures(images) : new Float32Array(0);
  const values = hidden.length > 0 ? hidden : Float32Array.from(images, (byte) => byte / 255);
  return narrowed(values, values.length / count);
}

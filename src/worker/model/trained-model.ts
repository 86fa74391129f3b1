import type { PreparedData } from '@/dataset/types';
import { createRandom, hash32, shuffle } from '@/experiment/random';
import { settlementOf, weightsPosition } from '@/run/stopping';
import type { Run, SamplePrediction, Samples } from '@/run/types';
import type { Predictor } from './predictor';

/** Images shown as samples; the panel shows as many as fit. */
const SAMPLE_COUNT = 8;
const SAMPLES_SALT = 0x5a3b1e;

/** A trained (or training) network, or a fitted model, with the run it belongs to. `data` is absent after a reload until a data set is there. */
export interface TrainedModel {
  run: Run;
  predictor: Predictor;
  data: PreparedData | null;
  /** Where its weights are from, if not from where its run ended: it failed, and went back. */
  standing?: { epoch: number; step: number };
}

/** Where in its run the weights of a network are from that stands at the end of what was told of it; a classical model has no such places. */
export function whereTrained({ run, standing }: TrainedModel): { epoch: number; step: number } {
  if (standing) return standing;
  const position = { epoch: run.epochRecords.length, step: run.history.losses.length };
  return weightsPosition(position, run.stepsPerEpoch, settlementOf(run.interventions));
}

/** Whether it has learnt anything: a network may be there before its first step, a classical model only once it is fitted. */
export const hasLearnt = (trained: TrainedModel): boolean =>
  trained.run.experiment.model.kind === 'classical' || whereTrained(trained).step > 0;

/** Probabilities of one picture, as the network or model sees it. */
export const predictImage = async ({ predictor }: TrainedModel, pixels: Uint8Array): Promise<number[]> => [
  ...(await predictor.probabilitiesOf(pixels)),
];

/** A fixed handful of images and what is said of them: validation images, or test images where none are held out. */
export async function predictSamples(
  { run, predictor }: TrainedModel,
  data: PreparedData,
  draw: number,
  position: { epoch: number; step: number },
): Promise<Samples> {
  const set = data.validation.length > 0 ? 'validation' : 'test';
  const indices = sampleIndices(data[set], hash32(run.experiment.training.seed, SAMPLES_SALT, draw));
  const images = [...indices].map((index) => imageAt(data, index));
  const { classes } = predictor;
  // The images are given, not named: a network that came back after a reload was compiled without any.
  const probabilities = await predictor.probabilitiesOf(joined(images));
  const items = images.map((pixels, k): SamplePrediction => {
    const own = probabilities.subarray(k * classes, (k + 1) * classes);
    return { pixels, target: data.targets[indices[k] ?? 0] ?? 0, probabilities: [...own] };
  });
  return { ...position, set, items };
}

const sampleIndices = (indices: Uint32Array, seed: number): Uint32Array =>
  shuffle(indices.slice(), createRandom(seed)).slice(0, SAMPLE_COUNT);

/** A copy of one image's bytes. */
export function imageAt({ pixels, height, width }: PreparedData, index: number): Uint8Array {
  const size = height * width;
  return pixels.slice(index * size, (index + 1) * size);
}

/** Images in one block, as a network takes them. */
export function joined(images: Uint8Array[]): Uint8Array {
  const size = images[0]?.length ?? 0;
  const whole = new Uint8Array(images.length * size);
  images.forEach((image, k) => {
    whole.set(image, k * size);
  });
  return whole;
}

import type { PreparedData } from '@/dataset/types';
import { concatBytes } from '@/experiment/bytes';
import { taskOutput } from '@/experiment/data/classes';
import { planOf } from '@/experiment/network/describe';
import { probabilitiesOf } from '@/metrics/probabilities';
import type { ExcitingImage, ExcitingSlice } from '@/worker/protocol';
import { type Channel, layerWith } from './channel-weights';
import type { Insides } from './insides';
import { imageAt, publicPosition } from './samples';

/** Images that a part of the search hands out: more are not shown. */
const MOST_FOUND = 12;

/** A channel, and which images of the set this part looks at. */
export interface ExcitingSearch extends Channel {
  from: number;
  count: number;
}

/**
 * The images of a part of the validation set (of the test set where nothing is held out) that excite a channel most: by the largest number that it makes of
 * each. Throws a RangeError where there is no such channel.
 *
 * @param step of the weights
 */
export async function excitingImages(
  { network, experiment, predictor }: Insides,
  data: PreparedData,
  { from, count, ...channel }: ExcitingSearch,
  step: number,
): Promise<ExcitingSlice> {
  const shape = layerWith(planOf(experiment).layers, channel).outputShape ?? [];
  const set = data.validation.length > 0 ? 'validation' : 'test';
  const indices = [...data[set].subarray(from, from + count)];
  const done = { set, total: data[set].length, done: Math.min(data[set].length, from + count), step } as const;
  if (indices.length === 0) return { ...done, found: [] };
  const images = indices.map((index) => imageAt(data, index));
  const { activations } = await network.inspect(concatBytes(images), null);
  const values = activations[channel.layer] ?? new Float32Array(0);
  const probabilities = probabilitiesOf(activations.at(-1) ?? new Float32Array(0), taskOutput(experiment.data).units).probabilities;
  const { classes } = predictor;
  const size = values.length / indices.length;
  const found = indices.map((index, k): ExcitingImage => {
    const own = [...probabilities.subarray(k * classes, (k + 1) * classes)];
    const largest = largestOf(values.subarray(k * size, (k + 1) * size), channel.channel, shape.at(-1) ?? 1);
    const known = { index: publicPosition(data, index), target: data.targets[index] ?? 0 };
    return { image: { ...known, pixels: images[k] ?? new Uint8Array(0), probabilities: own }, ...largest };
  });
  return { ...done, found: found.sort((a, b) => b.value - a.value).slice(0, MOST_FOUND) };
}

/** The largest number of one channel, and its place among all. */
function largestOf(values: Float32Array, channel: number, channels: number): { value: number; place: number } {
  let place = channel;
  for (let at = channel; at < values.length; at += channels) if ((values[at] ?? 0) > (values[place] ?? 0)) place = at;
  return { value: values[place] ?? 0, place };
}

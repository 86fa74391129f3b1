import type { PreparedData } from '@/dataset/types';
import { concatBytes } from '@/experiment/bytes';
import { planOf } from '@/experiment/network/describe';
import type { PlannedLayer } from '@/experiment/network/plan';
import type { LayerHealth, NetworkHealth, Spread } from '@/metrics/inside/health';
import { histogramOf } from '@/metrics/inside/histogram';
import type { Position } from '@/run/types';
import type { Insides } from './insides';
import { imageAt, spread } from './samples';

/** Images of the batch: enough that a unit that is 0 for all of them is most likely dead, few enough to cost about as much as two steps. */
const IMAGES = 64;
const BINS = 32;

/** Within this share of the whole range of a sigmoid or tanh from its ends, it hardly changes. */
const END = 0.02;

/** The state of a network: its weights, and its activations and gradients on the same few training images at every moment. */
export async function networkHealth(
  { network, experiment }: Insides,
  data: PreparedData,
  { epoch, step }: Position,
): Promise<NetworkHealth> {
  if (data.table) throw new Error('The health of layers is measured on images, and this data set is a table.');
  const batch = spread(data.train, IMAGES);
  const images = concatBytes(Array.from(batch, (at) => imageAt(data, at)));
  const targets = Uint8Array.from(batch, (at) => data.targets[at] ?? 0);
  const weights = await network.weights();
  const { activations, gradients } = await network.backpropagate(images, targets);
  let first = 0;
  const layers = planOf(experiment).layers.map((layer, at): LayerHealth => {
    const kernels = layer.weights.flatMap(({ name }, k) => (/kernel$/i.test(name) ? [first + k] : []));
    first += layer.weights.length;
    const of = (arrays: readonly Float32Array[]) =>
      kernels.length > 0 ? spreadOf(kernels.map((k) => arrays[k] ?? new Float32Array(0))) : null;
    const made = activations[at] ?? new Float32Array(0);
    return { id: layer.layer.id, weights: of(weights), gradients: of(gradients), activations: spreadOf([made]), ...unitsOf(layer, made) };
  });
  return { epoch, step, images: batch.length, layers };
}

function spreadOf(arrays: readonly Float32Array[]): Spread {
  const [only] = arrays;
  const values = arrays.length === 1 && only ? only : Float32Array.from(arrays.flatMap((each) => [...each]));
  let squares = 0;
  let count = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    squares += value * value;
    count++;
  }
  return { histogram: histogramOf(values, BINS), size: Math.sqrt(squares / Math.max(1, count)), finite: count === values.length };
}

/** How many channels (or units) there are, how many are 0 everywhere in every image, and the share of numbers at the ends of a sigmoid or tanh. */
function unitsOf({ layer, outputShape }: PlannedLayer, values: Float32Array): Pick<LayerHealth, 'units' | 'silent' | 'saturated'> {
  const units = outputShape?.at(-1) ?? 1;
  const [low, high] = 'activation' in layer && layer.activation === 'tanh' ? [-1, 1] : [0, 1];
  const margin = END * (high - low);
  const speaks = new Uint8Array(units);
  let saturated = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value !== 0) speaks[i % units] = 1;
    if (value < low + margin || value > high - margin) saturated++;
  }
  return { units, silent: units - speaks.reduce((sum, one) => sum + one, 0), saturated: saturated / Math.max(1, values.length) };
}

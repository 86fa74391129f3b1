import { datasetInfo } from '@/experiment/data/datasets';
import { planOf } from '@/experiment/network/describe';
import { kindOf } from '@/experiment/network/kinds';
import type { PlannedLayer } from '@/experiment/network/plan';
import { sizeOf } from '@/experiment/network/shape';
import type { Shape, WeightSpec } from '@/experiment/network/types';
import type { ChannelWeights } from '@/worker/protocol';
import type { Insides } from './insides';

/** A channel, or a unit, of the output of the layer at a place of the stack. */
export interface Channel {
  layer: number;
  channel: number;
}

/** Throws a RangeError where the network has no such channel. */
export function layerWith(layers: readonly PlannedLayer[], { layer: at, channel }: Channel): PlannedLayer {
  const layer = layers[at];
  const channels = layer?.outputShape?.at(-1) ?? 0;
  if (!layer || !(Number.isInteger(channel) && channel >= 0 && channel < channels))
    throw new RangeError(`The network has no channel ${channel} in layer ${at}.`);
  return layer;
}

/**
 * What a channel of a layer is made with: the kernel of a convolution (of a separable one, both its kernels multiplied out), the weights of a dense unit. Throws a
 * RangeError where there is no such channel.
 */
export async function channelWeights({ network, experiment }: Insides, channel: Channel): Promise<ChannelWeights> {
  const { layers } = planOf(experiment);
  const layer = layerWith(layers, channel);
  if (layer.weights.length === 0) return NONE;
  const first = layers.slice(0, channel.layer).reduce((sum, before) => sum + before.weights.length, 0);
  const all = await network.weights();
  const find = (name: WeightSpec['name']): Weight | null => {
    const at = layer.weights.findIndex((spec) => spec.name === name);
    const values = all[first + at];
    return at < 0 || !values ? null : { values, shape: layer.weights[at]?.shape ?? [] };
  };
  const bias = kindOf(layer.layer).makes(layer.layer) === 'sequence' ? null : (find('bias')?.values[channel.channel] ?? null);
  switch (layer.layer.kind) {
    case 'conv2d':
      return { ...convolutionKernel(find('kernel'), channel.channel), bias };
    case 'depthwiseConv2d':
      return { ...depthwiseKernel(find('depthwiseKernel'), channel.channel), bias };
    case 'separableConv2d':
      return { ...separableKernel(find('depthwiseKernel'), find('pointwiseKernel'), channel.channel), bias };
    case 'dense':
      return {
        ...denseRow(find('kernel'), channel.channel, imageOf(layers, channel.layer, datasetInfo(experiment.data.dataset).itemShape)),
        bias,
      };
    default:
      return NONE;
  }
}

interface Weight {
  values: Float32Array;
  shape: Shape;
}

type Kernel = Omit<ChannelWeights, 'bias'>;

const NONE: ChannelWeights = { kind: 'none', inputs: [], height: 0, width: 0, values: new Float32Array(0), bias: null };

/** A kernel [size, size, inputs, filters]: a picture for each input. */
function convolutionKernel(kernel: Weight | null, filter: number): Kernel {
  const [height = 0, width = 0, channels = 0, filters = 1] = kernel?.shape ?? [];
  const values = pictures(channels, height * width, (input, place) => kernel?.values[(place * channels + input) * filters + filter] ?? 0);
  return { kind: 'kernel', inputs: Array.from({ length: channels }, (_, input) => input), height, width, values };
}

/** A kernel [size, size, inputs, multiplier], of which a channel has one picture, over one input. */
function depthwiseKernel(kernel: Weight | null, channel: number): Kernel {
  const [height = 0, width = 0, channels = 0, multiplier = 1] = kernel?.shape ?? [];
  const values = pictures(1, height * width, (_, place) => kernel?.values[place * channels * multiplier + channel] ?? 0);
  return { kind: 'kernel', inputs: [Math.floor(channel / multiplier)], height, width, values };
}

/** The convolution that a depthwise kernel [size, size, inputs, multiplier] and the pointwise one [1, 1, inputs * multiplier, filters] after it come to. */
function separableKernel(depthwise: Weight | null, pointwise: Weight | null, filter: number): Kernel {
  const [height = 0, width = 0, channels = 0, multiplier = 1] = depthwise?.shape ?? [];
  const filters = pointwise?.shape[3] ?? 1;
  const values = pictures(channels, height * width, (input, place) => {
    let sum = 0;
    for (let m = 0; m < multiplier; m++) {
      const between = input * multiplier + m;
      sum += (depthwise?.values[place * channels * multiplier + between] ?? 0) * (pointwise?.values[between * filters + filter] ?? 0);
    }
    return sum;
  });
  return { kind: 'kernel', inputs: Array.from({ length: channels }, (_, input) => input), height, width, values };
}

/** A column of a kernel [inputs, units], as a picture where its inputs are the image. */
function denseRow(kernel: Weight | null, unit: number, image: Shape | null): Kernel {
  const [inputs = 0, units = 1] = kernel?.shape ?? [];
  const values = pictures(1, inputs, (_, place) => kernel?.values[place * units + unit] ?? 0);
  const [height = 1, width = inputs] = image ?? [];
  return { kind: image ? 'image' : 'row', inputs: [0], height, width, values };
}

function pictures(count: number, size: number, valueAt: (picture: number, place: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count * size }, (_, i) => valueAt(Math.floor(i / size), i % size));
}

/** The shape of the image where each number that arrives at a layer is one of its pixels, in their order; `null` elsewhere. */
function imageOf(layers: readonly PlannedLayer[], at: number, image: Shape): Shape | null {
  const passed = layers.slice(0, at).every(({ layer }) => kindOf(layer).sight(layer).of === 'itself');
  return passed && sizeOf(layers[at]?.inputShape ?? []) === sizeOf(image) && image.at(2) === 1 ? image : null;
}

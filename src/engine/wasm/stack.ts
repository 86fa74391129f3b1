import type { Experiment } from '@/experiment/experiment';
import { networkOf } from '@/experiment/network/network';
import {
  type Activation,
  type Conv2dLayer,
  type DenseLayer,
  type DepthwiseConv2dLayer,
  type Layer,
  OUTPUT_ID,
  type PoolingLayer,
  type RecurrentLayer,
  type SeparableConv2dLayer,
  type Shape,
} from '@/experiment/network/types';

/** Activations with a kernel of their own: all but the rectifiers (linear, relu, leaky relu), which fold into the layer before. */
type CurvedActivation = Exclude<Activation, 'linear' | 'relu' | 'leakyRelu'>;

type MovingWindow = 'kernelSize' | 'strides' | 'padding';

/** Where a step stands. */
interface Placed {
  /** Id of the layer it comes from. */
  id: string;
  /** Position of that layer in the stack. */
  position: number;
  inputShape: Shape;
  outputShape: Shape;
}

/**
 * One step of a network as the kernels see it. `slope` is that of the rectifier max(v, slope * v) folded into the step: 1 for none, 0 for relu.
 */
export type Step = Placed &
  (
    | { kind: 'dense'; layer: DenseLayer; slope: number }
    | { kind: 'convolution'; layer: Pick<Conv2dLayer, 'filters' | MovingWindow>; kernel: 'kernel' | 'pointwiseKernel'; slope: number }
    /** Each number several times in a row: the input of a depthwise convolution with several filters for each channel. */
    | { kind: 'repeat'; times: number }
    /** A depthwise convolution with one filter for each channel. */
    | { kind: 'depthwise'; layer: Pick<DepthwiseConv2dLayer, MovingWindow>; useBias: boolean; slope: number }
    | { kind: 'pooling'; layer: PoolingLayer }
    /** The mean of each channel over the whole map. */
    | { kind: 'means' }
    | { kind: 'normalization'; momentum: number; epsilon: number; slope: number }
    /** With its activations: they are a part of each of its steps. */
    | { kind: 'recurrent'; layer: RecurrentLayer }
    | { kind: 'dropout'; rate: number }
    | { kind: 'rectifier'; slope: number }
    | { kind: 'activation'; activation: CurvedActivation }
  );

/** Whether a step has weights that an optimizer changes. */
export const learns = ({ kind }: Step): boolean =>
  kind === 'dense' || kind === 'convolution' || kind === 'depthwise' || kind === 'normalization' || kind === 'recurrent';

/**
 * The network of an Experiment as steps, from the first layer to the logits: flatten and reshape vanish, activations part from their layers,
 * rectifiers join the step before where it can take one, a separable convolution is a depthwise one and a convolution over its channels.
 * Throws an Error, in words for people, where the stack is wrong.
 */
export function stepsOf(experiment: Experiment): Step[] {
  const network = networkOf(experiment);
  const error = network.issues.find((issue) => issue.severity === 'error');
  if (error) throw new Error(error.message);
  const steps: Step[] = [];
  network.layers.forEach(({ layer, inputShape, outputShape }, position) => {
    if (!inputShape || !outputShape) throw new Error('The network has layers whose shape is unknown.');
    pushLayer(steps, layer, { id: layer.id, position, inputShape, outputShape });
  });
  return steps;
}

function pushLayer(steps: Step[], layer: Layer, place: Placed): void {
  const activate = ({ activation, negativeSlope }: { activation: Activation; negativeSlope: number }) =>
    pushActivation(steps, { ...place, inputShape: place.outputShape }, activation, negativeSlope);
  switch (layer.kind) {
    case 'flatten':
    case 'reshape':
      break;
    case 'dense':
      steps.push({ ...place, kind: 'dense', layer, slope: 1 });
      // The output layer's softmax or sigmoid belongs to the loss.
      if (layer.id !== OUTPUT_ID) activate(layer);
      break;
    case 'conv2d':
      steps.push({ ...place, kind: 'convolution', layer, kernel: 'kernel', slope: 1 });
      activate(layer);
      break;
    case 'depthwiseConv2d':
      pushDepthwise(steps, layer, place, layer.useBias);
      activate(layer);
      break;
    case 'separableConv2d':
      pushSeparable(steps, layer, place);
      activate(layer);
      break;
    case 'maxPooling2d':
    case 'averagePooling2d':
      steps.push({ ...place, kind: 'pooling', layer });
      break;
    case 'globalAveragePooling2d':
      steps.push({ ...place, kind: 'means' });
      break;
    case 'batchNormalization':
      steps.push({ ...place, kind: 'normalization', momentum: layer.momentum, epsilon: layer.epsilon, slope: 1 });
      break;
    case 'dropout':
      if (layer.rate > 0) steps.push({ ...place, kind: 'dropout', rate: layer.rate });
      break;
    case 'activation':
      activate(layer);
      break;
    case 'simpleRnn':
    case 'lstm':
    case 'gru':
      steps.push({ ...place, kind: 'recurrent', layer });
      break;
    default:
      // A kind added to the schema is a compile error here.
      layer satisfies never;
  }
}

/** A depthwise convolution; where it has several filters for each channel, on a map whose channels are repeated so often. */
function pushDepthwise(steps: Step[], layer: DepthwiseConv2dLayer | SeparableConv2dLayer, place: Placed, useBias: boolean): void {
  const times = layer.depthMultiplier;
  const [height = 0, width = 0, channels = 0] = place.inputShape;
  const repeated = [height, width, channels * times];
  if (times > 1) steps.push({ ...place, outputShape: repeated, kind: 'repeat', times });
  steps.push({ ...place, inputShape: repeated, kind: 'depthwise', layer, useBias, slope: 1 });
}

function pushSeparable(steps: Step[], layer: SeparableConv2dLayer, place: Placed): void {
  const [height = 0, width = 0] = place.outputShape;
  const between = [height, width, place.inputShape[2]! * layer.depthMultiplier];
  pushDepthwise(steps, layer, { ...place, outputShape: between }, false);
  const pointwise = { filters: layer.filters, kernelSize: 1, strides: 1, padding: 'valid' } as const;
  steps.push({ ...place, inputShape: between, kind: 'convolution', layer: pointwise, kernel: 'pointwiseKernel', slope: 1 });
}

/** Steps that can take a rectifier in. */
const folds = (step: Step | undefined) => (step && 'slope' in step && step.kind !== 'rectifier' && step.slope === 1 ? step : null);

function pushActivation(steps: Step[], place: Placed, activation: Activation, negativeSlope: number): void {
  if (activation === 'linear') return;
  if (activation !== 'relu' && activation !== 'leakyRelu') {
    steps.push({ ...place, kind: 'activation', activation });
    return;
  }
  const slope = activation === 'relu' ? 0 : negativeSlope;
  const last = folds(steps.at(-1));
  if (last) last.slope = slope;
  else if (slope !== 1) steps.push({ ...place, kind: 'rectifier', slope });
}

import type { Experiment } from '@/experiment/experiment';
import { networkOf } from '@/experiment/network/network';
import { type Activation, type Conv2dLayer, type DenseLayer, OUTPUT_ID, type PoolingLayer, type Shape } from '@/experiment/network/types';

/** Activations with a kernel of their own: all but the rectifiers (linear, relu, leaky relu), which fold into the layer before. */
export type CurvedActivation = Exclude<Activation, 'linear' | 'relu' | 'leakyRelu'>;

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
    | { kind: 'convolution'; layer: Conv2dLayer; slope: number }
    | { kind: 'pooling'; layer: PoolingLayer }
    | { kind: 'normalization'; momentum: number; epsilon: number; slope: number }
    | { kind: 'dropout'; rate: number }
    | { kind: 'rectifier'; slope: number }
    | { kind: 'activation'; activation: CurvedActivation }
  );

/**
 * The network of an Experiment as steps, from the first layer to the logits: flatten vanishes, activations part from their layers, rectifiers
 * join the step before where it can take one. Throws an Error where the stack is wrong.
 */
export function stepsOf(experiment: Experiment): Step[] {
  const network = networkOf(experiment);
  const error = network.issues.find((issue) => issue.severity === 'error');
  if (error) throw new Error(error.message);
  const steps: Step[] = [];
  network.layers.forEach(({ layer, inputShape, outputShape }, position) => {
    if (!inputShape || !outputShape) throw new Error('The network has layers whose shape is unknown.');
    const place = { id: layer.id, position, inputShape, outputShape };
    const after = { ...place, inputShape: outputShape };
    switch (layer.kind) {
      case 'flatten':
        break;
      case 'dense':
        steps.push({ ...place, kind: 'dense', layer, slope: 1 });
        // The output layer's softmax or sigmoid belongs to the loss.
        if (layer.id !== OUTPUT_ID) pushActivation(steps, after, layer.activation, layer.negativeSlope);
        break;
      case 'conv2d':
        steps.push({ ...place, kind: 'convolution', layer, slope: 1 });
        pushActivation(steps, after, layer.activation, layer.negativeSlope);
        break;
      case 'maxPooling2d':
      case 'averagePooling2d':
        steps.push({ ...place, kind: 'pooling', layer });
        break;
      case 'batchNormalization':
        steps.push({ ...place, kind: 'normalization', momentum: layer.momentum, epsilon: layer.epsilon, slope: 1 });
        break;
      case 'dropout':
        if (layer.rate > 0) steps.push({ ...place, kind: 'dropout', rate: layer.rate });
        break;
      case 'activation':
        pushActivation(steps, place, layer.activation, layer.negativeSlope);
        break;
      default:
        // A kind added to the schema is a compile error here.
        layer satisfies never;
    }
  });
  return steps;
}

function pushActivation(steps: Step[], place: Placed, activation: Activation, negativeSlope: number): void {
  if (activation === 'linear') return;
  if (activation !== 'relu' && activation !== 'leakyRelu') {
    steps.push({ ...place, kind: 'activation', activation });
    return;
  }
  const slope = activation === 'relu' ? 0 : negativeSlope;
  const last = steps.at(-1);
  const folds = last && (last.kind === 'dense' || last.kind === 'convolution' || last.kind === 'normalization') && last.slope === 1;
  if (folds) last.slope = slope;
  else if (slope !== 1) steps.push({ ...place, kind: 'rectifier', slope });
}

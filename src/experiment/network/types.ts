/** Activations under Keras's names. */
export const ACTIVATIONS = ['linear', 'relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'swish', 'sigmoid', 'tanh', 'softmax'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export type Padding = 'valid' | 'same';

/** Ways to draw a kernel's first values, under Keras's names; src/engine/initial-state.ts says what each does. */
export const INITIALIZERS = [
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'randomUniform',
  'randomNormal',
  'orthogonal',
  'zeros',
  'ones',
] as const;
export type Initializer = (typeof INITIALIZERS)[number];

/** Height, width, channels of a map; steps and features of a sequence; or the length of a vector. */
export type Shape = readonly number[];

/** Options that every layer with an activation has. */
interface Activated {
  activation: Activation;
  /** Slope of leakyRelu below zero (ignored by the others). */
  negativeSlope: number;
}

/** Options of a kernel. `l1` and `l2` multiply the sum of |w| and of w squared in the loss. */
interface Kerneled {
  useBias: boolean;
  kernelInitializer: Initializer;
  l1: number;
  l2: number;
}

export interface DenseLayer extends Activated, Kerneled {
  id: string;
  kind: 'dense';
  units: number;
}
export interface Conv2dLayer extends Activated, Kerneled {
  id: string;
  kind: 'conv2d';
  filters: number;
  /** Height and width of the square kernel. */
  kernelSize: number;
  strides: number;
  padding: Padding;
}
/** A convolution of each channel by itself, `depthMultiplier` filters for each. Weights: depthwiseKernel [k, k, in, multiplier], bias. */
export interface DepthwiseConv2dLayer extends Activated, Kerneled {
  id: string;
  kind: 'depthwiseConv2d';
  kernelSize: number;
  strides: number;
  padding: Padding;
  depthMultiplier: number;
}
/**
 * A depthwise convolution (no bias, no activation), then a 1 x 1 convolution over its channels. Weights: depthwiseKernel
 * [k, k, in, multiplier], pointwiseKernel [1, 1, in * multiplier, filters], bias. `l1`, `l2` and the initializer concern both kernels.
 */
export interface SeparableConv2dLayer extends Activated, Kerneled {
  id: string;
  kind: 'separableConv2d';
  filters: number;
  kernelSize: number;
  strides: number;
  padding: Padding;
  depthMultiplier: number;
}
interface Pooling<K extends string> {
  id: string;
  kind: K;
  /** Height and width of the square window. */
  poolSize: number;
  /** `null` means the pool size, as in Keras. */
  strides: number | null;
  padding: Padding;
}
export type MaxPooling2dLayer = Pooling<'maxPooling2d'>;
export type AveragePooling2dLayer = Pooling<'averagePooling2d'>;
export type PoolingLayer = MaxPooling2dLayer | AveragePooling2dLayer;
/** The mean of each channel over the whole map: [channels]. */
export interface GlobalAveragePooling2dLayer {
  id: string;
  kind: 'globalAveragePooling2d';
}
/** The same numbers, row-major, in another shape (no -1: every length is written out). */
export interface ReshapeLayer {
  id: string;
  kind: 'reshape';
  targetShape: number[];
}
/**
 * What recurrent layers share. They read a sequence [steps, features] from the first step to the last, starting from a state of zeros, and give
 * the last output [units], or all of them [steps, units]. Weights as in Keras: kernel [features, gates * units], recurrentKernel
 * [units, gates * units], bias [gates * units]. `l1`, `l2` and the initializer concern the kernel; the recurrent kernel starts orthogonal.
 */
interface Recurrent extends Activated, Kerneled {
  id: string;
  units: number;
  returnSequences: boolean;
}
export interface SimpleRnnLayer extends Recurrent {
  kind: 'simpleRnn';
}
/** Gates i, f, c, o; the forget gate's bias starts at 1, as in Keras. */
export interface LstmLayer extends Recurrent {
  kind: 'lstm';
  recurrentActivation: Activation;
}
/** Gates z, r, h; the reset gate before the product with the recurrent kernel (Keras's reset_after=False, which tfjs has). */
export interface GruLayer extends Recurrent {
  kind: 'gru';
  recurrentActivation: Activation;
}
export type RecurrentLayer = SimpleRnnLayer | LstmLayer | GruLayer;
export interface FlattenLayer {
  id: string;
  kind: 'flatten';
}
export interface DropoutLayer {
  id: string;
  kind: 'dropout';
  /** Share of inputs set to zero in training, 0 to below 1. */
  rate: number;
}
export interface BatchNormalizationLayer {
  id: string;
  kind: 'batchNormalization';
  momentum: number;
  epsilon: number;
}
export interface ActivationLayer extends Activated {
  id: string;
  kind: 'activation';
}

export type Layer =
  | DenseLayer
  | Conv2dLayer
  | DepthwiseConv2dLayer
  | SeparableConv2dLayer
  | PoolingLayer
  | GlobalAveragePooling2dLayer
  | FlattenLayer
  | ReshapeLayer
  | DropoutLayer
  | BatchNormalizationLayer
  | ActivationLayer
  | RecurrentLayer;

export type LayerKind = Layer['kind'];

export const RECURRENT_KINDS: readonly LayerKind[] = ['simpleRnn', 'lstm', 'gru'];

/** The layer of one kind. */
export type LayerOf<K extends LayerKind> = Extract<Layer, { kind: K }>;

/** One weight array of a network, in Keras's order (kernel, bias; gamma, beta, moving mean, moving variance) and layout (HWIO, in x out). */
export interface WeightSpec {
  /** Id of the layer it belongs to; the output layer's id is OUTPUT_ID. */
  layer: string;
  name: 'kernel' | 'depthwiseKernel' | 'pointwiseKernel' | 'recurrentKernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';
  shape: Shape;
  trainable: boolean;
  /** How its first values are drawn; `unitForgetBias` is zeros but for ones in the second quarter (LSTM). */
  initializer: Initializer | 'unitForgetBias';
  /** Regularisation factors in the loss, zero for all but kernels. */
  l1: number;
  l2: number;
}

/** Ids of the two ends of a network, which nobody stacks. */
export const INPUT_ID = 'input';
export const OUTPUT_ID = 'output';

/** A wrong place in a stack, in plain words, with a mend where one exists. */
export interface Issue {
  /** Id of the layer at fault (or OUTPUT_ID). */
  layer: string;
  message: string;
  /** The option at fault, when one option is. */
  field?: string;
  mend?: Mend;
  /** An error disables Train; a warning does not. */
  severity: 'error' | 'warning';
}

/** What an option of a layer may be set to. Wrong values are welcome: `describeNetwork` says what is wrong with them, at the card. */
export type OptionValue = number | string | boolean | null | number[];

/** A one-click repair of a stack. `set` concerns the layer at fault, or another one where `target` names it. */
export type Mend = { label: string } & (
  | { action: 'insertBefore'; kind: LayerKind; options?: Record<string, OptionValue> }
  | { action: 'remove' }
  | { action: 'moveBefore'; target: string }
  | { action: 'set'; field: string; value: OptionValue; target?: string }
);

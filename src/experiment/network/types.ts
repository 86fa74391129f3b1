/** Activations under Keras's names. */
export const ACTIVATIONS = ['linear', 'relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'swish', 'sigmoid', 'tanh', 'softmax'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export type Padding = 'valid' | 'same';

/** Height, width, channels of a map, or the length of a vector. */
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

export type Layer = DenseLayer | Conv2dLayer | PoolingLayer | FlattenLayer | DropoutLayer | BatchNormalizationLayer | ActivationLayer;

export type LayerKind = Layer['kind'];

/** The layer of one kind. */
export type LayerOf<K extends LayerKind> = Extract<Layer, { kind: K }>;

/** One weight array of a network, in Keras's order (kernel, bias; gamma, beta, moving mean, moving variance) and layout (HWIO, in x out). */
export interface WeightSpec {
  /** Id of the layer it belongs to; the output layer's id is OUTPUT_ID. */
  layer: string;
  name: 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';
  shape: Shape;
  trainable: boolean;
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

/** A one-click repair of a stack. */
export type Mend = { label: string } & (
  | { action: 'insertBefore'; kind: LayerKind }
  | { action: 'remove' }
  | { action: 'moveBefore'; target: string }
  | { action: 'set'; field: string; value: number | string }
);

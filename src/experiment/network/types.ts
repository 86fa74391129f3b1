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

/** One weight array of a network, in Keras's order (kernel, bias; gamma, beta, moving mean, moving variance) and layout (HWIO, in x out). */
export interface WeightSpec {
  /** Id of the layer it belongs to; the output layer's id is OUTPUT_ID. */
  layer: string;
  name: 'kernel' | 'depthwiseKernel' | 'pointwiseKernel' | 'recurrentKernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';
  shape: Shape;
  trainable: boolean;
  /** How its first values are drawn; `unitForgetBias` is zeros but for ones in the second quarter (LSTM). */
  initializer: Initializer | 'unitForgetBias';
  /** Regularization factors in the loss, zero for all but kernels. */
  l1: number;
  l2: number;
}

/** Ids of a network's two ends, which are not part of the stack. */
export const INPUT_ID = 'input';
export const OUTPUT_ID = 'output';

/** What an option of a layer may be set to. Wrong values are welcome: `describeNetwork` says what is wrong with them, at the card. */
export type OptionValue = number | string | boolean | null | number[];

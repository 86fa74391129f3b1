import { pyNumber, pyString } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { Layer } from '@/experiment/network/kinds';
import type { Activation, Initializer, Shape } from '@/experiment/network/types';

/** A layer in Keras: calls that stand one after the other in a Sequential model, and functions that they use. */
export interface KerasLayer {
  calls: readonly KerasCall[];
  helpers: readonly Block[];
}

export interface KerasCall {
  name: string;
  positional: readonly (string | number)[];
  named: Readonly<Record<string, string | number>>;
}

/** Writes one kind of layer; `input` is what arrives. */
export type WriteLayer<L extends Layer> = (layer: L, input: Shape) => KerasLayer;

export const call = (
  name: string,
  positional: readonly (string | number)[] = [],
  named: Readonly<Record<string, string | number>> = {},
): KerasCall => ({ name: `layers.${name}`, positional, named });

export const single = (...of: Parameters<typeof call>): KerasLayer => ({ calls: [call(...of)], helpers: [] });

interface Activated {
  activation: Activation;
  negativeSlope: number;
}

/** Keras's names; leaky ReLU has an option of its own and is a layer. */
const NAMES: Record<Exclude<Activation, 'leakyRelu'>, string> = {
  linear: 'linear',
  relu: 'relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  swish: 'silu',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  softmax: 'softmax',
};

/** The activation of a layer as its argument where Keras has a name for it, and the layer after it where not. */
export function activatedBy({ activation, negativeSlope }: Activated): {
  argument: Readonly<Record<string, string>>;
  after: readonly KerasCall[];
} {
  if (activation === 'leakyRelu') return { argument: {}, after: [call('LeakyReLU', [], { negative_slope: pyNumber(negativeSlope) })] };
  return { argument: activation === 'linear' ? {} : { activation: pyString(NAMES[activation]) }, after: [] };
}

/** An activation within a layer, by name, or by a function that the file defines. */
export function innerActivation({ activation, negativeSlope }: Activated): { value: string; helpers: Block[] } {
  if (activation !== 'leakyRelu') return { value: pyString(NAMES[activation]), helpers: [] };
  const helper = [
    'import keras',
    'from keras import ops',
    '',
    '@keras.saving.register_keras_serializable()',
    'def leaky_relu(x):',
    `    return ops.leaky_relu(x, negative_slope=${pyNumber(negativeSlope)})`,
  ].join('\n');
  return { value: 'leaky_relu', helpers: [helper] };
}

interface Kerneled {
  kernelInitializer: Initializer;
  useBias: boolean;
  l1: number;
  l2: number;
}

/** Glorot's uniform is Keras's own choice and need not be said. */
const INITIALIZERS: Record<Initializer, string | null> = {
  glorotUniform: null,
  glorotNormal: 'glorot_normal',
  heUniform: 'he_uniform',
  heNormal: 'he_normal',
  lecunUniform: 'lecun_uniform',
  lecunNormal: 'lecun_normal',
  randomUniform: 'random_uniform',
  randomNormal: 'random_normal',
  orthogonal: 'orthogonal',
  zeros: 'zeros',
  ones: 'ones',
};

/** Arguments for the first values and the regularization of kernels, each under the given prefixes, and for the bias. */
export function kernelArguments(layer: Kerneled, prefixes: readonly string[] = ['kernel']): Readonly<Record<string, string>> {
  const initializer = INITIALIZERS[layer.kernelInitializer];
  const regularizer = regularizerOf(layer);
  const named = prefixes.flatMap((prefix) => [
    ...(initializer === null ? [] : [[`${prefix}_initializer`, pyString(initializer)] as const]),
    ...(regularizer === null ? [] : [[`${prefix}_regularizer`, regularizer] as const]),
  ]);
  return { ...(layer.useBias ? {} : { use_bias: 'False' }), ...Object.fromEntries(named) };
}

function regularizerOf({ l1, l2 }: Kerneled): string | null {
  if (l1 > 0 && l2 > 0) return `keras.regularizers.L1L2(l1=${pyNumber(l1)}, l2=${pyNumber(l2)})`;
  if (l1 > 0) return `keras.regularizers.L1(${pyNumber(l1)})`;
  return l2 > 0 ? `keras.regularizers.L2(${pyNumber(l2)})` : null;
}

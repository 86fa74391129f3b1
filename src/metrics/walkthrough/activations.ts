import type { Activated } from '@/experiment/network/parts/activation';
import type { Activation } from '@/experiment/network/types';

/** An activation that is computed number by number. */
export interface Elementwise {
  /** a, of the sum z. */
  value(z: number, negativeSlope: number): number;
  /** The derivative at the sum z, where the value is a. */
  slope(z: number, a: number, negativeSlope: number): number;
  /** Both as people write them, of z and a. */
  valueFormula: string;
  slopeFormula: string;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Klambauer and others 2017. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const linear: Elementwise = { value: (z) => z, slope: () => 1, valueFormula: 'z', slopeFormula: '1' };

/** The activations of Keras that can be followed. Softmax needs all numbers of a layer; gelu has no closed form that could be computed by hand. */
const ELEMENTWISE: Record<Exclude<Activation, 'softmax' | 'gelu'>, Elementwise> = {
  linear,
  relu: {
    value: (z) => Math.max(0, z),
    slope: (z) => (z > 0 ? 1 : 0),
    valueFormula: 'max(0, z)',
    slopeFormula: '1 if z > 0, else 0',
  },
  leakyRelu: {
    value: (z, negative) => (z > 0 ? z : negative * z),
    slope: (z, _, negative) => (z > 0 ? 1 : negative),
    valueFormula: 'z if z > 0, else the negative slope · z',
    slopeFormula: '1 if z > 0, else the negative slope',
  },
  elu: {
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    slope: (z, a) => (z > 0 ? 1 : a + 1),
    valueFormula: 'z if z > 0, else eᶻ − 1',
    slopeFormula: '1 if z > 0, else a + 1',
  },
  selu: {
    value: (z) => SELU_SCALE * (z > 0 ? z : SELU_ALPHA * Math.expm1(z)),
    slope: (z, a) => (z > 0 ? SELU_SCALE : a + SELU_SCALE * SELU_ALPHA),
    valueFormula: '1.0507 · z if z > 0, else 1.7581 · (eᶻ − 1)',
    slopeFormula: '1.0507 if z > 0, else a + 1.7581',
  },
  swish: {
    value: (z) => z * sigmoid(z),
    slope: (z, a) => a + sigmoid(z) * (1 - a),
    valueFormula: 'z · sigmoid(z)',
    slopeFormula: 'a + sigmoid(z) · (1 − a)',
  },
  sigmoid: { value: sigmoid, slope: (_, a) => a * (1 - a), valueFormula: '1 / (1 + e⁻ᶻ)', slopeFormula: 'a · (1 − a)' },
  tanh: { value: Math.tanh, slope: (_, a) => 1 - a * a, valueFormula: 'tanh(z)', slopeFormula: '1 − a²' },
};

/** How a layer's activation is followed; `null` of those that cannot be. */
export const elementwiseOf = ({ activation }: Pick<Activated, 'activation'>): Elementwise | null =>
  activation === 'softmax' || activation === 'gelu' ? null : ELEMENTWISE[activation];

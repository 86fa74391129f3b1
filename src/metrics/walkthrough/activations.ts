import type { Activated } from '@/experiment/network/parts/activation';
import type { Activation } from '@/experiment/network/types';
import { normalBelow, normalDensity } from './normal';
import { followedNumber, signed } from './numbers';

/** An activation that is computed number by number. */
export interface Elementwise {
  /** a, of the sum z. */
  value(z: number, negativeSlope: number): number;
  /** The derivative at the sum z, where the value is a. */
  slope(z: number, a: number, negativeSlope: number): number;
  /** Both as people write them, of z and a. */
  valueFormula: string;
  slopeFormula: string;
  /** The formulas with the numbers in them, where that says more than the result alone. */
  filledValue?(z: number): string;
  filledSlope?(z: number, a: number): string;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Klambauer and others 2017. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const linear: Elementwise = { value: (z) => z, slope: () => 1, valueFormula: 'z', slopeFormula: '1' };

/** Keras's activations but softmax, which needs all numbers of a layer. */
const ELEMENTWISE: Record<Exclude<Activation, 'softmax'>, Elementwise> = {
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
  // The exact form (Hendrycks and Gimpel 2016), Keras's default.
  gelu: {
    value: (z) => z * normalBelow(z),
    slope: (z) => normalBelow(z) + z * normalDensity(z),
    valueFormula: 'z · Φ(z), where Φ(z) is the share of the normal distribution below z',
    slopeFormula: 'Φ(z) + z · e^(−z²/2) / √(2π), where Φ(z) is the share of the normal distribution below z',
    filledValue: (z) => `${followedNumber(z)} · ${followedNumber(normalBelow(z))}`,
    filledSlope: (z) => `(${followedNumber(normalBelow(z))} + ${signed(z)} · ${followedNumber(normalDensity(z))})`,
  },
  swish: {
    value: (z) => z * sigmoid(z),
    slope: (z, a) => a + sigmoid(z) * (1 - a),
    valueFormula: 'z · sigmoid(z)',
    slopeFormula: 'a + sigmoid(z) · (1 − a)',
  },
  sigmoid: {
    value: sigmoid,
    slope: (_, a) => a * (1 - a),
    valueFormula: '1 / (1 + e⁻ᶻ)',
    slopeFormula: 'a · (1 − a)',
    filledValue: (z) => `1 / (1 + e^${signed(-z)})`,
    filledSlope: (_, a) => `${followedNumber(a)} · (1 − ${followedNumber(a)})`,
  },
  tanh: { value: Math.tanh, slope: (_, a) => 1 - a * a, valueFormula: 'tanh(z)', slopeFormula: '1 − a²' },
};

/** How a layer's activation is followed number by number; `null` of softmax. */
export const elementwiseOf = ({ activation }: Pick<Activated, 'activation'>): Elementwise | null =>
  activation === 'softmax' ? null : ELEMENTWISE[activation];

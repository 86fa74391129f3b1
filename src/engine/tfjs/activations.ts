import type { Activation } from '@/experiment/network/types';
import type { Formula } from './device';

/** Constants of Klambauer et al. 2017. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/**
 * An activation that works on each number alone. `value` is a GLSL expression and a function of x; the derivative is one of `y` (the value)
 * where it can be, since y is kept for the next layer anyway, else of `x`. Comparisons are written so that NaN stays NaN.
 */
interface Elementwise {
  value: { glsl: string; js: (x: number, slope: number) => number };
  derivative: { of: 'x' | 'y'; glsl: string; js: (v: number, slope: number) => number };
}

/** The error function, Abramowitz and Stegun 7.1.26 (absolute error below 1.5e-7, less than a float32 of order 1 resolves twice). */
function erf(x: number): number {
  const a = Math.abs(x);
  const t = 1 / (1 + 0.3275911 * a);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-a * a));
}

/** GLSL text of 1 + erf(v / sqrt 2), so that no function has to be declared outside of an expression. */
const T = '(1.0 / (1.0 + 0.23164189 * abs(v)))';
const TAIL = `(${T} * (0.254829592 + ${T} * (-0.284496736 + ${T} * (1.421413741 + ${T} * (-1.453152027 + ${T} * 1.061405429)))) * exp(-0.5 * v * v))`;
const TWICE_NORMAL = `(v < 0.0 ? ${TAIL} : 2.0 - ${TAIL})`;

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const normalCdf = (x: number) => 0.5 * (1 + erf(x * Math.SQRT1_2));
const LOGISTIC = '(1.0 / (1.0 + exp(-v)))';

const ELEMENTWISE: Record<Exclude<Activation, 'softmax' | 'linear'>, Elementwise> = {
  relu: {
    value: { glsl: 'v < 0.0 ? 0.0 : v', js: (x) => Math.max(x, 0) },
    derivative: { of: 'y', glsl: 'v > 0.0 ? 1.0 : 0.0', js: (y) => (y > 0 ? 1 : 0) },
  },
  leakyRelu: {
    value: { glsl: 'v < 0.0 ? slope * v : v', js: (x, slope) => (x < 0 ? slope * x : x) },
    derivative: { of: 'y', glsl: 'v > 0.0 ? 1.0 : slope', js: (y, slope) => (y > 0 ? 1 : slope) },
  },
  elu: {
    value: { glsl: 'v < 0.0 ? exp(v) - 1.0 : v', js: (x) => (x < 0 ? Math.expm1(x) : x) },
    derivative: { of: 'y', glsl: 'v < 0.0 ? v + 1.0 : 1.0', js: (y) => (y < 0 ? y + 1 : 1) },
  },
  selu: {
    value: {
      glsl: `${SELU_SCALE} * (v < 0.0 ? ${SELU_ALPHA} * (exp(v) - 1.0) : v)`,
      js: (x) => SELU_SCALE * (x < 0 ? SELU_ALPHA * Math.expm1(x) : x),
    },
    derivative: {
      of: 'y',
      glsl: `v < 0.0 ? v + ${SELU_SCALE * SELU_ALPHA} : ${SELU_SCALE}`,
      js: (y) => (y < 0 ? y + SELU_SCALE * SELU_ALPHA : SELU_SCALE),
    },
  },
  // The exact form (Hendrycks and Gimpel 2016), Keras's default: x times the normal distribution function.
  gelu: {
    value: { glsl: `0.5 * v * ${TWICE_NORMAL}`, js: (x) => x * normalCdf(x) },
    derivative: {
      of: 'x',
      glsl: `0.5 * ${TWICE_NORMAL} + v * 0.3989422804 * exp(-0.5 * v * v)`,
      js: (x) => normalCdf(x) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI),
    },
  },
  swish: {
    value: { glsl: `v * ${LOGISTIC}`, js: (x) => x * logistic(x) },
    derivative: {
      of: 'x',
      glsl: `${LOGISTIC} * (1.0 + v * (1.0 - ${LOGISTIC}))`,
      js: (x) => logistic(x) * (1 + x * (1 - logistic(x))),
    },
  },
  sigmoid: {
    value: { glsl: LOGISTIC, js: logistic },
    derivative: { of: 'y', glsl: 'v * (1.0 - v)', js: (y) => y * (1 - y) },
  },
  // Written with exp(-2|x|), since GLSL's tanh overflows to NaN on some drivers.
  tanh: {
    value: { glsl: 'sign(v) * (1.0 - exp(-2.0 * abs(v))) / (1.0 + exp(-2.0 * abs(v)))', js: Math.tanh },
    derivative: { of: 'y', glsl: '1.0 - v * v', js: (y) => 1 - y * y },
  },
};

/** Activations with a formula of their own; softmax looks at a whole row, linear at nothing. */
export type FormulaActivation = keyof typeof ELEMENTWISE;

export const hasFormula = (activation: Activation): activation is FormulaActivation => activation in ELEMENTWISE;

/** Whether the derivative is taken at the activation's input or at its value. */
export const derivativeOf = (activation: FormulaActivation): 'x' | 'y' => ELEMENTWISE[activation].derivative.of;

/** The value of an activation at x. */
export function activationFormula(activation: FormulaActivation): Formula {
  const { glsl, js } = ELEMENTWISE[activation].value;
  return { inputs: ['v'], numbers: ['slope'], glsl, js: (slope) => (v) => js(v!, slope!) };
}

/** The gradient at an activation's input: dy times the derivative at v, which is the input or the value (`derivativeOf`). */
export function gradientFormula(activation: FormulaActivation): Formula {
  const { glsl, js } = ELEMENTWISE[activation].derivative;
  return { inputs: ['dy', 'v'], numbers: ['slope'], glsl: `dy * (${glsl})`, js: (slope) => (dy, v) => dy! * js(v!, slope!) };
}

/** An activation as a part of larger formulas, which are given the number before it. */
export interface Piece {
  /** Its value at the variable `name`, as GLSL and as JavaScript. */
  glsl(name: string): string;
  js(x: number, slope: number): number;
  /** Its derivative at the same variable. */
  derivativeGlsl(name: string): string;
  derivativeJs(x: number, slope: number): number;
  /** Softmax looks at a whole row, so a formula is given its value instead, and finds nothing left to do. */
  ofRow: boolean;
}

/** The piece of an activation. Its GLSL knows the slope of leakyRelu as `slope`. */
export function pieceOf(activation: Activation): Piece {
  if (!hasFormula(activation))
    return { glsl: (name) => name, js: (x) => x, derivativeGlsl: () => '1.0', derivativeJs: () => 1, ofRow: activation === 'softmax' };
  const { value, derivative } = ELEMENTWISE[activation];
  const glsl = (name: string) => at(value.glsl, name);
  const { js } = derivative;
  return {
    glsl,
    js: value.js,
    derivativeGlsl: (name) => at(derivative.glsl, derivative.of === 'x' ? name : glsl(name)),
    derivativeJs: derivative.of === 'x' ? js : (x, slope) => js(value.js(x, slope), slope),
    ofRow: false,
  };
}

/** A GLSL expression of v at another expression. */
const at = (glsl: string, argument: string) => `(${glsl.replace(/\bv\b/g, argument)})`;

/** The number itself: for plain sums. */
export const IDENTITY: Formula = { inputs: ['x'], numbers: [], glsl: 'x', js: () => (x) => x! };

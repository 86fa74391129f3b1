import { pyNumber } from '@/codegen/python/literals';
import type { Activation } from '@/experiment/network/types';

interface Activated {
  activation: Activation;
  negativeSlope: number;
}

/** Each activation as an expression of x; `axis` is the one that softmax is taken over. */
const EXPRESSIONS: Record<Activation, (x: string, slope: number, axis: number) => string> = {
  linear: (x) => x,
  relu: (x) => `F.relu(${x})`,
  leakyRelu: (x, slope) => `F.leaky_relu(${x}, ${pyNumber(slope)})`,
  elu: (x) => `F.elu(${x})`,
  selu: (x) => `F.selu(${x})`,
  gelu: (x) => `F.gelu(${x})`,
  swish: (x) => `F.silu(${x})`,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  tanh: (x) => `torch.tanh(${x})`,
  softmax: (x, _slope, axis) => `F.softmax(${x}, dim=${axis})`,
};

/** The activation of `x`. */
export const activated = (x: string, { activation, negativeSlope }: Activated, axis: number): string =>
  EXPRESSIONS[activation](x, negativeSlope, axis);

/** The activation as a function of one tensor, over its last axis. */
export function activationFunction({ activation, negativeSlope }: Activated): string {
  const expression = EXPRESSIONS[activation]('x', negativeSlope, -1);
  return /^[\w.]+\(x\)$/.test(expression) ? expression.replace('(x)', '') : `lambda x: ${expression}`;
}

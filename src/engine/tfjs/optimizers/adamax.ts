import type { Formula } from '@/engine/tfjs/device';
import { BLEND, type TfjsOptimizer } from './optimizer';

/** The larger of beta * u and |g|; NaN stays NaN. */
const DECAYING_LARGEST: Formula = {
  inputs: ['u', 'g'],
  numbers: ['beta'],
  glsl: 'abs(g) < beta * u ? beta * u : abs(g)',
  js: (beta) => (u, g) => Math.max(beta! * u!, Math.abs(g!)),
};

const ADAMAX: Formula = {
  inputs: ['w', 'm', 'u'],
  numbers: ['rate', 'epsilon'],
  glsl: 'w - rate * m / (u + epsilon)',
  js: (rate, epsilon) => (w, m, u) => w! - (rate! * m!) / (u! + epsilon!),
};

export const adamax: TfjsOptimizer<'adamax'> = ({ beta1, beta2, epsilon }, { learningRate, t }) => {
  const rate = learningRate / (1 - beta1 ** t);
  return (device, { weight, slots }, g) => {
    const m = device.map(BLEND, [slots[0]!, g], [beta1, 1 - beta1]);
    const u = device.map(DECAYING_LARGEST, [slots[1]!, g], [beta2]);
    return { weight: device.map(ADAMAX, [weight, m, u], [rate, epsilon]), slots: [m, u] };
  };
};

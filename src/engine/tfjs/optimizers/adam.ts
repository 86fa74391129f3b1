import type { Formula } from '@/engine/tfjs/device';
import { moments, type TfjsOptimizer, type UpdateContext, type UpdateWeight } from './optimizer';

/** Adam's step, and AdamW's: its decay is taken off apart, since 1 - decay would lose most of its digits. */
const ADAM: Formula = {
  inputs: ['w', 'm', 'v'],
  numbers: ['decay', 'rate', 'correction', 'epsilon'],
  glsl: 'w - decay * w - rate * m / (sqrt(v * correction) + epsilon)',
  js: (decay, rate, correction, epsilon) => (w, m, v) => w! - decay! * w! - (rate! * m!) / (Math.sqrt(v! * correction!) + epsilon!),
};

/** Adam with decoupled weight decay (0 for Adam itself). */
export function decayingAdam(
  { beta1, beta2, epsilon }: { beta1: number; beta2: number; epsilon: number },
  weightDecay: number,
  { learningRate, t }: UpdateContext,
): UpdateWeight {
  const numbers = [learningRate * weightDecay, learningRate / (1 - beta1 ** t), 1 / (1 - beta2 ** t), epsilon];
  return (device, { weight, slots }, g) => {
    const [m, v] = moments(device, slots, g, beta1, beta2);
    return { weight: device.map(ADAM, [weight, m, v], numbers), slots: [m, v] };
  };
}

export const adam: TfjsOptimizer<'adam'> = (optimizer, context) => decayingAdam(optimizer, 0, context);

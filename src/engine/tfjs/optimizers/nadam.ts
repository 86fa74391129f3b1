import type { Formula } from '@/engine/tfjs/device';
import { nadamSchedule } from '@/experiment/training/optimizers/nadam-schedule';
import { moments, type TfjsOptimizer } from './optimizer';

const NADAM: Formula = {
  inputs: ['w', 'm', 'v', 'g'],
  numbers: ['a', 'b', 'correction', 'epsilon'],
  glsl: 'w - (a * m + b * g) / (sqrt(v * correction) + epsilon)',
  js: (a, b, correction, epsilon) => (w, m, v, g) => w! - (a! * m! + b! * g!) / (Math.sqrt(v! * correction!) + epsilon!),
};

export const nadam: TfjsOptimizer<'nadam'> = ({ beta1, beta2, epsilon }, { learningRate, t }) => {
  const { u, uNext, product, productNext } = nadamSchedule(beta1, t);
  const ahead = (learningRate * uNext) / (1 - productNext);
  const now = (learningRate * (1 - u)) / (1 - product);
  return (device, { weight, slots }, g) => {
    const [m, v] = moments(device, slots, g, beta1, beta2);
    return { weight: device.map(NADAM, [weight, m, v, g], [ahead, now, 1 / (1 - beta2 ** t), epsilon]), slots: [m, v] };
  };
};

import type { Formula } from '@/engine/tfjs/device';
import { BLEND, type TfjsOptimizer } from './optimizer';

const NESTEROV: Formula = {
  inputs: ['w', 'v', 'g'],
  numbers: ['momentum', 'lr'],
  glsl: 'w + momentum * v - lr * g',
  js: (momentum, lr) => (w, v, g) => w! + momentum! * v! - lr! * g!,
};

export const momentum: TfjsOptimizer<'momentum'> = ({ momentum: share, nesterov }, { learningRate }) => {
  return (device, { weight, slots }, g) => {
    const velocity = device.map(BLEND, [slots[0]!, g], [share, -learningRate]);
    const moved = nesterov
      ? device.map(NESTEROV, [weight, velocity, g], [share, learningRate])
      : device.map(BLEND, [weight, velocity], [1, 1]);
    return { weight: moved, slots: [velocity] };
  };
};

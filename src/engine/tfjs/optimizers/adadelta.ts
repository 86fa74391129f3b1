import type { Formula } from '@/engine/tfjs/device';
import { BLEND_SQUARE, type TfjsOptimizer } from './optimizer';

/** Adadelta's moves squared, averaged: d the average before, s that of the squared gradients. */
const ADADELTA_MOVES: Formula = {
  inputs: ['d', 's', 'g'],
  numbers: ['rho', 'epsilon'],
  glsl: 'rho * d + (1.0 - rho) * g * g * (d + epsilon) / (s + epsilon)',
  js: (rho, epsilon) => (d, s, g) => rho! * d! + ((1 - rho!) * g! * g! * (d! + epsilon!)) / (s! + epsilon!),
};

const ADADELTA: Formula = {
  inputs: ['w', 'd', 's', 'g'],
  numbers: ['lr', 'epsilon'],
  glsl: 'w - lr * g * sqrt((d + epsilon) / (s + epsilon))',
  js: (lr, epsilon) => (w, d, s, g) => w! - lr! * g! * Math.sqrt((d! + epsilon!) / (s! + epsilon!)),
};

export const adadelta: TfjsOptimizer<'adadelta'> = ({ rho, epsilon }, { learningRate }) => {
  return (device, { weight, slots }, g) => {
    const square = device.map(BLEND_SQUARE, [slots[0]!, g], [rho, 1 - rho]);
    const delta = slots[1]!;
    const moves = device.map(ADADELTA_MOVES, [delta, square, g], [rho, epsilon]);
    return { weight: device.map(ADADELTA, [weight, delta, square, g], [learningRate, epsilon]), slots: [square, moves] };
  };
};

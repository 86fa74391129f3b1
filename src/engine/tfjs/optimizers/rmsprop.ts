import { BLEND, BLEND_SCALED, BLEND_SQUARE, type TfjsOptimizer } from './optimizer';

export const rmsprop: TfjsOptimizer<'rmsprop'> = ({ rho, momentum, epsilon }, { learningRate }) => {
  return (device, { weight, slots }, g) => {
    const square = device.map(BLEND_SQUARE, [slots[0]!, g], [rho, 1 - rho]);
    if (momentum === 0) return { weight: device.map(BLEND_SCALED, [weight, g, square], [1, -learningRate, epsilon]), slots: [square] };
    const velocity = device.map(BLEND_SCALED, [slots[1]!, g, square], [momentum, learningRate, epsilon]);
    return { weight: device.map(BLEND, [weight, velocity], [1, -1]), slots: [square, velocity] };
  };
};

import { BLEND_SCALED, BLEND_SQUARE, type TfjsOptimizer } from './optimizer';

export const adagrad: TfjsOptimizer<'adagrad'> = ({ epsilon }, { learningRate }) => {
  return (device, { weight, slots }, g) => {
    const accumulator = device.map(BLEND_SQUARE, [slots[0]!, g], [1, 1]);
    return { weight: device.map(BLEND_SCALED, [weight, g, accumulator], [1, -learningRate, epsilon]), slots: [accumulator] };
  };
};

import { BLEND, type TfjsOptimizer } from './optimizer';

export const sgd: TfjsOptimizer<'sgd'> = (_optimizer, { learningRate }) => {
  return (device, { weight }, g) => ({ weight: device.map(BLEND, [weight, g], [1, -learningRate]), slots: [] });
};

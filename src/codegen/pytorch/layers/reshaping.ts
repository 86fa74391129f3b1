import { pyNumber } from '@/codegen/python/literals';
import type { LayerOf } from '@/experiment/network/kinds';
import type { Shape } from '@/experiment/network/types';
import { lines, type WriteLayer } from './layer';

/** Whether a map's numbers come in another order in PyTorch than in Keras, which has the channels last. */
const isReordered = (shape: Shape): boolean => shape.length === 3 && (shape[2] ?? 0) > 1 && (shape[0] ?? 0) * (shape[1] ?? 0) > 1;

const CHANNELS_LAST = ['# Keras reads a map pixel by pixel, the channels of each together.', 'x = x.permute(0, 2, 3, 1)'];

const channelsLast = (shape: Shape): string[] => (isReordered(shape) ? CHANNELS_LAST : []);

export const flatten: WriteLayer<LayerOf<'flatten'>> = (_layer, { input }) =>
  lines(input.length === 1 ? [] : [...channelsLast(input), 'x = x.flatten(1)']);

export const reshape: WriteLayer<LayerOf<'reshape'>> = ({ targetShape }, { input }) => {
  const [first = 0, second = 0, third = 0] = targetShape;
  const before = channelsLast(input);
  const shape = (lengths: readonly number[]) => `x = x.reshape(-1, ${lengths.map(pyNumber).join(', ')})`;
  if (targetShape.length !== 3) return lines([...before, shape(targetShape)]);
  if (!isReordered(targetShape)) return lines([...before, shape([third, first, second])]);
  return lines([...before, shape(targetShape), '# Back to channels first, as PyTorch has maps.', 'x = x.permute(0, 3, 1, 2)']);
};

import { pyNumber, pyTuple } from '@/codegen/python/literals';
import type { LayerOf } from '@/experiment/network/kinds';
import { activatedBy, call, type KerasLayer, single, type WriteLayer } from './layer';

const NOTHING: KerasLayer = { calls: [], helpers: [] };

export const flatten: WriteLayer<LayerOf<'flatten'>> = () => single('Flatten');

export const reshape: WriteLayer<LayerOf<'reshape'>> = ({ targetShape }) => single('Reshape', [pyTuple(targetShape)]);

export const dropout: WriteLayer<LayerOf<'dropout'>> = ({ rate }) => (rate === 0 ? NOTHING : single('Dropout', [pyNumber(rate)]));

export const activation: WriteLayer<LayerOf<'activation'>> = (layer) => {
  const { argument, after } = activatedBy(layer);
  if (argument.activation !== undefined) return { calls: [call('Activation', [argument.activation])], helpers: [] };
  return { calls: after, helpers: [] };
};

export const batchNormalization: WriteLayer<LayerOf<'batchNormalization'>> = ({ momentum, epsilon }) =>
  single('BatchNormalization', [], { momentum: pyNumber(momentum), epsilon: pyNumber(epsilon) });

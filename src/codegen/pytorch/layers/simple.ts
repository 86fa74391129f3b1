import { pyNumber } from '@/codegen/python/literals';
import { activated } from '@/codegen/pytorch/activations';
import type { LayerOf } from '@/experiment/network/kinds';
import { channelAxis, lines, type WriteLayer } from './layer';

export const activation: WriteLayer<LayerOf<'activation'>> = (layer, { input }) =>
  lines(layer.activation === 'linear' ? [] : [`x = ${activated('x', layer, channelAxis(input))}`]);

export const dropout: WriteLayer<LayerOf<'dropout'>> = ({ rate }) =>
  lines(rate === 0 ? [] : [`x = F.dropout(x, ${pyNumber(rate)}, self.training)`]);

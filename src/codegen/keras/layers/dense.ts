import type { LayerOf } from '@/experiment/network/kinds';
import { activatedBy, call, kernelArguments, type WriteLayer } from './layer';

export const dense: WriteLayer<LayerOf<'dense'>> = (layer) => {
  const { argument, after } = activatedBy(layer);
  return { calls: [call('Dense', [layer.units], { ...argument, ...kernelArguments(layer) }), ...after], helpers: [] };
};

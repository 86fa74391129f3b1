import { pyString } from '@/codegen/python/literals';
import type { LayerOf } from '@/experiment/network/kinds';
import type { Padding } from '@/experiment/network/types';
import { activatedBy, call, kernelArguments, type WriteLayer } from './layer';

/** What of a window is not Keras's default. */
const windowOf = ({ strides, padding }: { strides: number; padding: Padding }): Record<string, string | number> => ({
  ...(strides === 1 ? {} : { strides }),
  ...(padding === 'valid' ? {} : { padding: pyString(padding) }),
});

const multiplier = ({ depthMultiplier }: { depthMultiplier: number }): Record<string, number> =>
  depthMultiplier === 1 ? {} : { depth_multiplier: depthMultiplier };

export const conv2d: WriteLayer<LayerOf<'conv2d'>> = (layer) => {
  const { argument, after } = activatedBy(layer);
  const named = { ...windowOf(layer), ...argument, ...kernelArguments(layer) };
  return { calls: [call('Conv2D', [layer.filters, layer.kernelSize], named), ...after], helpers: [] };
};

export const depthwiseConv2d: WriteLayer<LayerOf<'depthwiseConv2d'>> = (layer) => {
  const { argument, after } = activatedBy(layer);
  const named = { ...windowOf(layer), ...multiplier(layer), ...argument, ...kernelArguments(layer, ['depthwise']) };
  return { calls: [call('DepthwiseConv2D', [layer.kernelSize], named), ...after], helpers: [] };
};

export const separableConv2d: WriteLayer<LayerOf<'separableConv2d'>> = (layer) => {
  const { argument, after } = activatedBy(layer);
  const named = { ...windowOf(layer), ...multiplier(layer), ...argument, ...kernelArguments(layer, ['depthwise', 'pointwise']) };
  return { calls: [call('SeparableConv2D', [layer.filters, layer.kernelSize], named), ...after], helpers: [] };
};

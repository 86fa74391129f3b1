import * as v from 'valibot';
import { activationDefaults, activationEntries, activationFields } from '@/experiment/network/parts/activation';
import { multiplierEntries, multiplierField, multiplierSummary } from '@/experiment/network/parts/depth-multiplier';
import { biasWeights, KERNEL_DEFAULTS, kernelEntries, kernelFields, kernelWeight, unitsField } from '@/experiment/network/parts/kernel';
import { type Kind, layerEntries } from '@/experiment/network/parts/kind';
import {
  CONVOLUTION_DEFAULTS,
  convolutionEntries,
  convolutionFields,
  convolutionSight,
  convolutionSummary,
  slideKernel,
} from '@/experiment/network/parts/window';
import { sizeOf } from '@/experiment/network/shape';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';

const schema = v.object({
  ...layerEntries('separableConv2d'),
  filters: number,
  ...convolutionEntries,
  ...multiplierEntries,
  ...activationEntries,
  ...kernelEntries,
});

/**
 * A depthwise convolution (no bias, no activation), then a 1 x 1 convolution over its channels. Weights: depthwiseKernel
 * [k, k, in, multiplier], pointwiseKernel [1, 1, in * multiplier, filters], bias [filters]. `l1`, `l2` and the initializer concern both kernels.
 */
export type SeparableConv2dLayer = v.InferOutput<typeof schema>;

export const separableConv2d: Kind<SeparableConv2dLayer> = {
  title: 'SeparableConv2D',
  help: 'Filters each channel by itself, then mixes the channels at each pixel. Close to Conv2D, with far fewer weights.',
  group: 'convolution',
  schema,
  defaults: {
    kind: 'separableConv2d',
    filters: 32,
    ...CONVOLUTION_DEFAULTS,
    depthMultiplier: 1,
    ...activationDefaults('relu'),
    ...KERNEL_DEFAULTS,
  },
  fields: [
    unitsField('filters', 'How many channels come out, each a mix of the filtered ones.'),
    ...convolutionFields,
    multiplierField,
    ...activationFields,
    ...kernelFields,
  ],
  reads: 'map',
  makes: () => 'map',
  role: 'learns',
  size: (layer) => layer.filters,
  sight: (layer) => convolutionSight(layer, null),
  summary: (layer) => convolutionSummary(layer, [formatNumber(layer.filters), ...multiplierSummary(layer)]),
  infer(layer, input) {
    const slide = slideKernel('SeparableConv2D', layer, input);
    if ('problem' in slide) return slide;
    const depthwise = [layer.kernelSize, layer.kernelSize, slide.channels, layer.depthMultiplier];
    const pointwise = [1, 1, slide.channels * layer.depthMultiplier, layer.filters];
    return {
      outputShape: [slide.height, slide.width, layer.filters],
      weights: [
        kernelWeight(layer, depthwise, 'depthwiseKernel'),
        kernelWeight(layer, pointwise, 'pointwiseKernel'),
        ...biasWeights(layer, layer.filters),
      ],
      multiplyAdds: slide.height * slide.width * (sizeOf(depthwise) + sizeOf(pointwise)),
    };
  },
};

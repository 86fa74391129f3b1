import * as v from 'valibot';
import { activationDefaults, activationEntries, activationFields } from '@/experiment/network/parts/activation';
import { multiplierEntries, multiplierField, multiplierSummary } from '@/experiment/network/parts/depth-multiplier';
import { KERNEL_DEFAULTS, kernelEntries, kernelFields, kernelWeights } from '@/experiment/network/parts/kernel';
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

const schema = v.object({
  ...layerEntries('depthwiseConv2d'),
  ...convolutionEntries,
  ...multiplierEntries,
  ...activationEntries,
  ...kernelEntries,
});

/** A convolution of each channel by itself, with `depthMultiplier` filters. Weights: depthwiseKernel [k, k, in, multiplier], bias [in * multiplier]. */
export type DepthwiseConv2dLayer = v.InferOutput<typeof schema>;

export const depthwiseConv2d: Kind<DepthwiseConv2dLayer> = {
  title: 'DepthwiseConv2D',
  help: 'Filters each channel by itself, without mixing channels. Far fewer weights than Conv2D.',
  group: 'convolution',
  schema,
  defaults: { kind: 'depthwiseConv2d', ...CONVOLUTION_DEFAULTS, depthMultiplier: 1, ...activationDefaults('relu'), ...KERNEL_DEFAULTS },
  fields: [...convolutionFields, multiplierField, ...activationFields, ...kernelFields],
  reads: 'map',
  makes: () => 'map',
  role: 'learns',
  sight: (layer) => convolutionSight(layer, layer.depthMultiplier),
  summary: (layer) => convolutionSummary(layer, multiplierSummary(layer)),
  infer(layer, input) {
    const slide = slideKernel('DepthwiseConv2D', layer, input);
    if ('problem' in slide) return slide;
    const kernel = [layer.kernelSize, layer.kernelSize, slide.channels, layer.depthMultiplier];
    const outputs = slide.channels * layer.depthMultiplier;
    return {
      outputShape: [slide.height, slide.width, outputs],
      weights: kernelWeights(layer, kernel, outputs, 'depthwiseKernel'),
      multiplyAdds: slide.height * slide.width * sizeOf(kernel),
    };
  },
};

import * as v from 'valibot';
import { activationDefaults, activationEntries, activationFields } from '@/experiment/network/parts/activation';
import { KERNEL_DEFAULTS, kernelEntries, kernelFields, kernelWeights, unitsField } from '@/experiment/network/parts/kernel';
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

const schema = v.object({ ...layerEntries('conv2d'), filters: number, ...convolutionEntries, ...activationEntries, ...kernelEntries });

/** Weights: kernel [k, k, in, filters], bias [filters]. */
export type Conv2dLayer = v.InferOutput<typeof schema>;

export const conv2d: Kind<Conv2dLayer> = {
  title: 'Conv2D',
  help: 'Slides small filters over the image. Each learns to find one local pattern wherever it occurs.',
  group: 'convolution',
  schema,
  defaults: { kind: 'conv2d', filters: 32, ...CONVOLUTION_DEFAULTS, ...activationDefaults('relu'), ...KERNEL_DEFAULTS },
  fields: [
    unitsField('filters', 'How many patterns it looks for: the number of channels that come out.'),
    ...convolutionFields,
    ...activationFields,
    ...kernelFields,
  ],
  reads: 'map',
  makes: () => 'map',
  role: 'learns',
  size: (layer) => layer.filters,
  sight: (layer) => convolutionSight(layer, null),
  summary: (layer) => convolutionSummary(layer, [formatNumber(layer.filters)]),
  infer(layer, input) {
    const slide = slideKernel('Conv2D', layer, input);
    if ('problem' in slide) return slide;
    const kernel = [layer.kernelSize, layer.kernelSize, slide.channels, layer.filters];
    return {
      outputShape: [slide.height, slide.width, layer.filters],
      weights: kernelWeights(layer, kernel, layer.filters),
      multiplyAdds: slide.height * slide.width * sizeOf(kernel),
    };
  },
};

import type { Conv2dLayer, Shape } from '@/experiment/network/types';
import { type Inferred, type Kind, type Refusal, sizeOf } from './kind';
import { KERNEL_DEFAULTS, kernelWeights } from './parts';
import { activationFields, kernelFields, unitsField } from './shared-fields';
import { convolutionFields, convolutionSummary, slideKernel } from './window';

export const conv2d: Kind<Conv2dLayer> = {
  title: 'Conv2D',
  help: 'Slides small learnt filters over the image; each finds one local pattern wherever it occurs.',
  fields: [
    unitsField('filters', 'filters', 'How many patterns are looked for: the channels that come out.'),
    ...convolutionFields,
    ...activationFields,
    ...kernelFields,
  ],
  defaults: {
    kind: 'conv2d',
    filters: 32,
    kernelSize: 3,
    strides: 1,
    padding: 'same',
    activation: 'relu',
    negativeSlope: 0.3,
    ...KERNEL_DEFAULTS,
  },
  summary: (layer) => convolutionSummary(layer, [layer.filters]),
  infer(layer: Conv2dLayer, input: Shape): Inferred | Refusal {
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

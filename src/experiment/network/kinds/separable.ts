import type { Field } from '@/experiment/field';
import type { DepthwiseConv2dLayer, SeparableConv2dLayer, Shape } from '@/experiment/network/types';
import { type Inferred, type Kind, type Refusal, sizeOf } from './kind';
import { biasWeights, KERNEL_DEFAULTS, kernelWeight, kernelWeights } from './parts';
import { activationFields, kernelFields, unitsField } from './shared-fields';
import { convolutionFields, convolutionSummary, slideKernel } from './window';

const multiplierField: Field = {
  name: 'depthMultiplier',
  label: 'depth multiplier',
  help: 'How many filters each channel gets for itself.',
  type: 'integer',
  min: 1,
  max: 256,
};

const multiplierSummary = (layer: { depthMultiplier: number }): string[] =>
  layer.depthMultiplier === 1 ? [] : [`${layer.depthMultiplier} a channel`];

export const depthwiseConv2d: Kind<DepthwiseConv2dLayer> = {
  title: 'DepthwiseConv2D',
  help: 'Filters each channel by itself, without mixing them: far fewer weights than Conv2D.',
  fields: [...convolutionFields, multiplierField, ...activationFields, ...kernelFields],
  defaults: {
    kind: 'depthwiseConv2d',
    kernelSize: 3,
    strides: 1,
    padding: 'same',
    depthMultiplier: 1,
    activation: 'relu',
    negativeSlope: 0.3,
    ...KERNEL_DEFAULTS,
  },
  summary: (layer) => convolutionSummary(layer, multiplierSummary(layer)),
  infer(layer: DepthwiseConv2dLayer, input: Shape): Inferred | Refusal {
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

export const separableConv2d: Kind<SeparableConv2dLayer> = {
  title: 'SeparableConv2D',
  help: 'First filters each channel by itself, then mixes the channels pixel by pixel: nearly a Conv2D, with far fewer weights.',
  fields: [
    unitsField('filters', 'filters', 'How many mixtures of the filtered channels come out.'),
    ...convolutionFields,
    multiplierField,
    ...activationFields,
    ...kernelFields,
  ],
  defaults: {
    kind: 'separableConv2d',
    filters: 32,
    kernelSize: 3,
    strides: 1,
    padding: 'same',
    depthMultiplier: 1,
    activation: 'relu',
    negativeSlope: 0.3,
    ...KERNEL_DEFAULTS,
  },
  summary: (layer) => convolutionSummary(layer, [layer.filters, ...multiplierSummary(layer)]),
  infer(layer: SeparableConv2dLayer, input: Shape): Inferred | Refusal {
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

import { activationFields, kernelFields, paddingField, unitsField } from '@/experiment/network/fields';
import type { Conv2dLayer, Shape } from '@/experiment/network/types';
import type { Inferred, Kind, Refusal } from './kind';
import { activationSummary, kernelWeights, regularizerSummary } from './parts';
import { needsMap, needsRoom, windowedLength } from './window';

export const conv2d: Kind<Conv2dLayer> = {
  title: 'Conv2D',
  help: 'Slides small learnt filters over the image; each finds one local pattern wherever it occurs.',
  fields: [
    unitsField('filters', 'filters', 'How many patterns are looked for: the channels that come out.'),
    { name: 'kernelSize', label: 'kernel size', help: 'Height and width of each filter, in pixels.', type: 'integer', min: 1, max: 28 },
    {
      name: 'strides',
      label: 'strides',
      help: 'How many pixels the filter moves at a time; 2 halves the map.',
      type: 'integer',
      min: 1,
      max: 28,
    },
    paddingField,
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
    useBias: true,
    l1: 0,
    l2: 0,
  },
  summary(layer) {
    const strides = layer.strides === 1 ? [] : [`strides ${layer.strides}`];
    const window = `${layer.kernelSize}×${layer.kernelSize}`;
    return [layer.filters, window, ...strides, layer.padding, activationSummary(layer), ...regularizerSummary(layer)].join(' · ');
  },
  infer(layer: Conv2dLayer, input: Shape): Inferred | Refusal {
    const { kernelSize: size, strides, padding, filters } = layer;
    const refusal = needsMap('Conv2D', input) ?? needsRoom({ title: 'Conv2D', field: 'kernelSize', size, strides, padding }, input);
    if (refusal) return refusal;
    const [height = 0, width = 0, channels = 0] = input;
    const outputShape = [windowedLength(height, size, strides, padding), windowedLength(width, size, strides, padding), filters] as const;
    const kernel = [size, size, channels, filters];
    return {
      outputShape,
      weights: kernelWeights(layer, kernel, filters),
      multiplyAdds: outputShape[0] * outputShape[1] * size * size * channels * filters,
    };
  },
};

import type { DenseLayer, Shape } from '@/experiment/network/types';
import { type Inferred, type Kind, type Refusal, shapeInWords } from './kind';
import { activationSummary, KERNEL_DEFAULTS, kernelSummary, kernelWeights } from './parts';
import { activationFields, kernelFields, unitsField } from './shared-fields';

export const dense: Kind<DenseLayer> = {
  title: 'Dense',
  help: 'Every output looks at every input: a weighted sum, then the activation.',
  fields: [unitsField('units', 'units', 'How many numbers come out.'), ...activationFields, ...kernelFields],
  defaults: { kind: 'dense', units: 128, activation: 'relu', negativeSlope: 0.3, ...KERNEL_DEFAULTS },
  summary: (layer) => [layer.units, activationSummary(layer), ...kernelSummary(layer)].join(' · '),
  infer(layer: DenseLayer, input: Shape): Inferred | Refusal {
    const [length = 0] = input;
    if (input.length !== 1) {
      return {
        problem: `Dense takes a row of numbers, but ${shapeInWords(input)} arrives here.`,
        mend: { label: 'Insert Flatten before it', action: 'insertBefore', kind: 'flatten' },
      };
    }
    return {
      outputShape: [layer.units],
      weights: kernelWeights(layer, [length, layer.units], layer.units),
      multiplyAdds: length * layer.units,
    };
  },
};

import * as v from 'valibot';
import { activationDefaults, activationEntries, activationFields, activationSummary } from '@/experiment/network/parts/activation';
import { KERNEL_DEFAULTS, kernelEntries, kernelFields, kernelSummary, kernelWeights, unitsField } from '@/experiment/network/parts/kernel';
import { type Kind, layerEntries } from '@/experiment/network/parts/kind';
import { EVERYTHING } from '@/experiment/network/parts/sight';
import { shapeInWords } from '@/experiment/network/shape';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';

const schema = v.object({ ...layerEntries('dense'), units: number, ...activationEntries, ...kernelEntries });

/** Weights: kernel [inputs, units], bias [units]. */
export type DenseLayer = v.InferOutput<typeof schema>;

export const dense: Kind<DenseLayer> = {
  title: 'Dense',
  help: 'Each output is a weighted sum of all inputs, passed through the activation.',
  group: 'shape',
  schema,
  defaults: { kind: 'dense', units: 128, ...activationDefaults('relu'), ...KERNEL_DEFAULTS },
  fields: [unitsField('units', 'How many numbers come out.'), ...activationFields, ...kernelFields],
  reads: 'row',
  makes: () => 'row',
  role: 'learns',
  size: (layer) => layer.units,
  sight: () => EVERYTHING,
  summary: (layer) => [formatNumber(layer.units), activationSummary(layer), ...kernelSummary(layer)].join(' · '),
  infer(layer, input) {
    const [length = 0] = input;
    if (input.length !== 1) return { problem: `Dense needs a flat list of numbers, but gets ${shapeInWords(input)}.`, mend: 'row' };
    return {
      outputShape: [layer.units],
      weights: kernelWeights(layer, [length, layer.units], layer.units),
      multiplyAdds: length * layer.units,
    };
  },
};

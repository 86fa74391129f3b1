import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { shapeInWords } from '@/experiment/network/shape';
import { ACTIVATIONS, type Shape, type WeightSpec } from '@/experiment/network/types';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';
import { type Activated, activationDefaults, activationEntries, activationFields, activationSummary } from './activation';
import {
  KERNEL_DEFAULTS,
  type Kerneled,
  kernelEntries,
  kernelFields,
  kernelSummary,
  kernelWeight,
  plainWeight,
  unitsField,
} from './kernel';
import type { Inferred, Kind, KindWeight, LayerBase, Refusal } from './kind';
import { EVERYTHING } from './sight';

/**
 * Options that recurrent layers share. They read a sequence [steps, features] from the first step to the last, starting from a state of zeros,
 * and give the last output [units], or all of them [steps, units]. Weights as in Keras: kernel [features, gates * units], recurrentKernel
 * [units, gates * units], bias [gates * units] or, where the
 * products with the state have one too, [2, gates * units]. `l1`, `l2` and the initializer concern the kernel; the recurrent kernel starts orthogonal.
 */
export const recurrentEntries = { units: number, returnSequences: v.boolean(), ...activationEntries, ...kernelEntries };

interface Recurrent extends LayerBase, Activated, Kerneled {
  units: number;
  returnSequences: boolean;
}

export const RECURRENT_DEFAULTS = { units: 64, returnSequences: false, ...activationDefaults('tanh'), ...KERNEL_DEFAULTS };

/** The option of layers whose gates have an activation of their own. */
export const gateEntries = { recurrentActivation: v.picklist(ACTIVATIONS) };

export const gateField: Field<'recurrentActivation'> = {
  name: 'recurrentActivation',
  label: 'recurrent activation',
  help: 'The activation of the gates, which decide what is kept and what is forgotten.',
  type: 'choice',
  options: ACTIVATIONS,
};

const sequencesField: Field<'returnSequences'> = {
  name: 'returnSequences',
  label: 'return sequences',
  help: 'Passes on the output of every step, not only of the last one. A recurrent layer after this one needs it.',
  type: 'boolean',
};

/** The fields of a recurrent layer, with its own among them. */
export const recurrentFields = <Name extends string>(...own: Field<Name>[]) => [
  unitsField('units', 'How many numbers it remembers from step to step and passes on.'),
  sequencesField,
  ...activationFields,
  ...own,
  ...kernelFields,
];

/** What tells one recurrent layer from the others. Gates are counted with the candidate, as their kernels lie in one array. */
interface Cell<L extends Recurrent> {
  title: string;
  gates: number;
  biasInitializer: WeightSpec['initializer'];
  /** Rows of the bias where it has more than one: the second is added to the products with the state. */
  biasRows?(layer: L): number;
}

/** What recurrent layers share. */
export const recurrent = <L extends Recurrent>({ title, gates, biasInitializer, biasRows }: Cell<L>) =>
  ({
    group: 'recurrent',
    reads: 'sequence',
    makes: (layer) => (layer.returnSequences ? 'sequence' : 'row'),
    role: 'learns',
    size: (layer) => layer.units,
    // With sequences returned, an output depends on its own step and those before: the last one on all.
    sight: () => EVERYTHING,
    summary(layer) {
      const sequences = layer.returnSequences ? ['sequences'] : [];
      return [formatNumber(layer.units), ...sequences, activationSummary(layer), ...kernelSummary(layer)].join(' · ');
    },
    infer(layer: L, input: Shape): Inferred | Refusal {
      if (input.length !== 2) return refusal(title, input);
      const [steps = 0, features = 0] = input;
      return {
        outputShape: layer.returnSequences ? [steps, layer.units] : [layer.units],
        weights: weightsOf(layer, features, gates * layer.units, { biasInitializer, biasRows: biasRows?.(layer) ?? 1 }),
        multiplyAdds: steps * (features + layer.units) * gates * layer.units,
      };
    },
  }) satisfies Partial<Kind<L>>;

interface BiasSpec {
  biasInitializer: WeightSpec['initializer'];
  biasRows: number;
}

/** Kernel, recurrent kernel and bias, in Keras's order. */
function weightsOf(layer: Recurrent, features: number, width: number, { biasInitializer, biasRows }: BiasSpec): KindWeight[] {
  const kernels = [kernelWeight(layer, [features, width]), plainWeight('recurrentKernel', [layer.units, width], 'orthogonal')];
  const biasShape = biasRows === 1 ? [width] : [biasRows, width];
  return layer.useBias ? [...kernels, plainWeight('bias', biasShape, biasInitializer)] : kernels;
}

/** A map can be read row by row once it is reshaped; a row of numbers has to stay a sequence until here. */
const refusal = (title: string, input: Shape): Refusal => ({
  problem: `${title} needs a sequence (steps × features), but gets ${shapeInWords(input)}.`,
  mend: input.length === 3 ? 'sequence' : 'keepSequence',
});

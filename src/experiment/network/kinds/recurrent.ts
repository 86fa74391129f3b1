import type { Field } from '@/experiment/field';
import { ACTIVATIONS, type RecurrentLayer, type Shape, type WeightSpec } from '@/experiment/network/types';
import { formatShape, type Inferred, type Kind, type KindWeight, type Refusal, shapeInWords } from './kind';
import { activationSummary, KERNEL_DEFAULTS, kernelSummary, kernelWeight, plainWeight } from './parts';
import { activationFields, kernelFields, unitsField } from './shared-fields';

const sequencesField: Field = {
  name: 'returnSequences',
  label: 'return sequences',
  help: 'Passes on the output of every step, as another recurrent layer needs it, instead of the last one alone.',
  type: 'boolean',
};

const gateField: Field = {
  name: 'recurrentActivation',
  label: 'recurrent activation',
  help: 'The function of the gates, which decide what is kept and what forgotten.',
  type: 'choice',
  options: ACTIVATIONS,
};

/** What tells one recurrent layer from the others. Gates are counted with the candidate, as their kernels lie in one array. */
interface RecurrentKind<L extends RecurrentLayer> {
  title: string;
  help: string;
  gates: number;
  biasInitializer: WeightSpec['initializer'];
  fields: Field[];
  own: Omit<L, 'id' | keyof typeof SHARED_DEFAULTS>;
}

const SHARED_DEFAULTS = { units: 64, returnSequences: false, activation: 'tanh', negativeSlope: 0.3, ...KERNEL_DEFAULTS } as const;

function recurrent<L extends RecurrentLayer>({ title, help, gates, biasInitializer, fields, own }: RecurrentKind<L>): Kind<L> {
  return {
    title,
    help,
    fields: [
      unitsField('units', 'units', 'How many numbers it remembers from step to step, and gives out.'),
      sequencesField,
      ...activationFields,
      ...fields,
      ...kernelFields,
    ],
    // The compiler cannot see that what two kinds have and the third has not is in `own`.
    defaults: { ...SHARED_DEFAULTS, ...own } as unknown as Omit<L, 'id'>,
    summary(layer) {
      const sequences = layer.returnSequences ? ['sequences'] : [];
      return [layer.units, ...sequences, activationSummary(layer), ...kernelSummary(layer)].join(' · ');
    },
    infer(layer: L, input: Shape): Inferred | Refusal {
      if (input.length !== 2) return refuse(title, input);
      const [steps = 0, features = 0] = input;
      return {
        outputShape: layer.returnSequences ? [steps, layer.units] : [layer.units],
        weights: weightsOf(layer, features, gates * layer.units, biasInitializer),
        multiplyAdds: steps * (features + layer.units) * gates * layer.units,
      };
    },
  };
}

/** Kernel, recurrent kernel and bias, in Keras's order. */
function weightsOf(layer: RecurrentLayer, features: number, width: number, biasInitializer: WeightSpec['initializer']): KindWeight[] {
  const kernels = [kernelWeight(layer, [features, width]), plainWeight('recurrentKernel', [layer.units, width], 'orthogonal')];
  return layer.useBias ? [...kernels, plainWeight('bias', [width], biasInitializer)] : kernels;
}

/** A map is read row by row once it is reshaped; a row of numbers has to stay a sequence until here. */
function refuse(title: string, input: Shape): Refusal {
  const problem = `${title} reads a sequence (steps × features), but ${shapeInWords(input)} arrives here.`;
  if (input.length !== 3) return { problem, mend: 'keepSequence' };
  const [height = 0, width = 0, channels = 0] = input;
  const targetShape = [height, width * channels];
  return {
    problem,
    mend: {
      label: `Insert Reshape to ${formatShape(targetShape)} before it`,
      action: 'insertBefore',
      kind: 'reshape',
      options: { targetShape },
    },
  };
}

export const simpleRnn = recurrent<Extract<RecurrentLayer, { kind: 'simpleRnn' }>>({
  title: 'SimpleRNN',
  help: 'Reads a sequence step by step and mixes each step with what it remembers of those before.',
  gates: 1,
  biasInitializer: 'zeros',
  fields: [],
  own: { kind: 'simpleRnn' },
});

export const lstm = recurrent<Extract<RecurrentLayer, { kind: 'lstm' }>>({
  title: 'LSTM',
  help: 'A recurrent layer with a separate memory and gates that decide what enters it, what leaves it and what is forgotten.',
  gates: 4,
  biasInitializer: 'unitForgetBias',
  fields: [gateField],
  own: { kind: 'lstm', recurrentActivation: 'sigmoid' },
});

export const gru = recurrent<Extract<RecurrentLayer, { kind: 'gru' }>>({
  title: 'GRU',
  help: 'A recurrent layer with two gates: nearly as good a memory as LSTM’s, with fewer weights.',
  gates: 3,
  biasInitializer: 'zeros',
  fields: [gateField],
  own: { kind: 'gru', recurrentActivation: 'sigmoid' },
});

import type { LayerOf, RecurrentLayer } from '@/experiment/network/kinds';
import type { Activation } from '@/experiment/network/types';
import { call, innerActivation, type KerasLayer, kernelArguments, type WriteLayer } from './layer';

/** What Keras takes where nothing is said. */
const DEFAULTS: { activation: Activation; recurrentActivation: Activation } = { activation: 'tanh', recurrentActivation: 'sigmoid' };

function recurrent(name: string, layer: RecurrentLayer, own: Readonly<Record<string, string>> = {}): KerasLayer {
  const activation = innerActivation(layer);
  const gate = 'recurrentActivation' in layer ? innerActivation({ ...layer, activation: layer.recurrentActivation }) : null;
  const named = {
    ...(layer.activation === DEFAULTS.activation ? {} : { activation: activation.value }),
    ...('recurrentActivation' in layer && gate && layer.recurrentActivation !== DEFAULTS.recurrentActivation
      ? { recurrent_activation: gate.value }
      : {}),
    ...kernelArguments(layer),
    ...(layer.returnSequences ? { return_sequences: 'True' } : {}),
    ...own,
  };
  return { calls: [call(name, [layer.units], named)], helpers: [...activation.helpers, ...(gate?.helpers ?? [])] };
}

export const simpleRnn: WriteLayer<LayerOf<'simpleRnn'>> = (layer) => recurrent('SimpleRNN', layer);

export const lstm: WriteLayer<LayerOf<'lstm'>> = (layer) => recurrent('LSTM', layer);

export const gru: WriteLayer<LayerOf<'gru'>> = (layer) => recurrent('GRU', layer, layer.resetAfter ? {} : { reset_after: 'False' });

import { pyBoolean, pyCall } from '@/codegen/python/literals';
import { activationFunction } from '@/codegen/pytorch/activations';
import type { LayerOf, RecurrentLayer } from '@/experiment/network/kinds';
import gruResetAfter from './gru-reset-after.py?raw';
import gruResetBefore from './gru-reset-before.py?raw';
import type { Place, TorchLayer, WriteLayer } from './layer';
import lstmClass from './lstm.py?raw';
import recurrentClass from './recurrent.py?raw';
import simpleRnnClass from './simple-rnn.py?raw';

/** A recurrent layer of one of the classes; PyTorch's own have two biases and other gates. Weights lie as in Keras. */
function recurrent(layer: RecurrentLayer, { name, input }: Place, kind: { class: string; code: string }): TorchLayer {
  const gate = 'recurrentActivation' in layer ? { ...layer, activation: layer.recurrentActivation } : null;
  const module = pyCall(
    kind.class,
    [input[1] ?? 0, layer.units],
    {
      activation: activationFunction(layer),
      ...(gate ? { gate: activationFunction(gate) } : {}),
      sequences: pyBoolean(layer.returnSequences),
      ...(layer.useBias ? {} : { bias: 'False' }),
    },
    { column: `        self.${name} = `.length },
  );
  return {
    modules: { [name]: module },
    forward: [`x = self.${name}(x)`],
    weights: {
      kernel: { tensor: `${name}.kernel`, axes: [0, 1] },
      recurrentKernel: { tensor: `${name}.recurrent_kernel`, axes: [0, 1] },
      bias: { tensor: `${name}.bias`, axes: [0] },
    },
    helpers: [recurrentClass, kind.code],
  };
}

export const simpleRnn: WriteLayer<LayerOf<'simpleRnn'>> = (layer, place) =>
  recurrent(layer, place, { class: 'SimpleRNN', code: simpleRnnClass });

export const lstm: WriteLayer<LayerOf<'lstm'>> = (layer, place) => recurrent(layer, place, { class: 'LSTM', code: lstmClass });

/** The two have classes of their own, since a network may have both. */
export const gru: WriteLayer<LayerOf<'gru'>> = (layer, place) => {
  if (!layer.resetAfter) return recurrent(layer, place, { class: 'GRUResetBefore', code: gruResetBefore });
  const written = recurrent(layer, place, { class: 'GRU', code: gruResetAfter });
  return { ...written, weights: { ...written.weights, bias: { tensor: `${place.name}.biases`, axes: [0, 1] } } };
};

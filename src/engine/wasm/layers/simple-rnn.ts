import { recurrentStep } from '@/engine/wasm/nodes/recurrent';
import type { SimpleRnnLayer } from '@/experiment/network/kinds/simple-rnn';
import type { WasmLayer } from './layer';

/** Its outputs are the activations of its sums, so nothing else is kept of a step. */
export const simpleRnn: WasmLayer<SimpleRnnLayer> = {
  appendSteps: (steps, layer, place) =>
    steps.append(recurrentStep({ forward: 'SimpleRnn', backward: 'SimpleRnnBackward', parts: [{ gates: 1 }], keeps: [] }, layer, place)),
};

import { recurrentStep } from '@/engine/wasm/nodes/recurrent';
import type { GruLayer } from '@/experiment/network/kinds/gru';
import type { WasmLayer } from './layer';

/** The candidate's sum has a state of its own: the output before, as the reset gate lets it through. */
export const gru: WasmLayer<GruLayer> = {
  appendSteps: (steps, layer, place) =>
    steps.append(recurrentStep({ forward: 'Gru', backward: 'GruBackward', parts: [2, 1], keeps: ['outputs', 'memories'] }, layer, place)),
};

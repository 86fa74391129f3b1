import { type RecurrentKind, recurrentStep } from '@/engine/wasm/nodes/recurrent';
import type { GruLayer } from '@/experiment/network/kinds/gru';
import type { WasmLayer } from './layer';

/** The candidate's product is with the output before, as the reset gate lets it through. */
const RESET_BEFORE: RecurrentKind = {
  forward: 'Gru',
  backward: 'GruBackward',
  parts: [{ gates: 2 }, { gates: 1, stateInMemories: true }],
  keeps: ['outputs', 'memories'],
};

/** The reset gate stands behind the candidate's product. */
const RESET_AFTER: RecurrentKind = {
  forward: 'GruResetAfter',
  backward: 'GruResetAfterBackward',
  parts: [{ gates: 2 }, { gates: 1, gradientsInMemories: true }],
  keeps: ['outputs', 'memories'],
};

export const gru: WasmLayer<GruLayer> = {
  appendSteps: (steps, layer, place) => steps.append(recurrentStep(layer.resetAfter ? RESET_AFTER : RESET_BEFORE, layer, place)),
};

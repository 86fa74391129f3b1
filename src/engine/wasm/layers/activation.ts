import type { ActivationLayer } from '@/experiment/network/kinds/activation';
import type { WasmLayer } from './layer';

export const activation: WasmLayer<ActivationLayer> = {
  appendSteps: (steps, layer, { outputShape }) => steps.appendActivation(layer, outputShape),
};

import { convolutionStep } from '@/engine/wasm/nodes/convolution';
import type { Conv2dLayer } from '@/experiment/network/kinds/conv2d';
import type { WasmLayer } from './layer';

export const conv2d: WasmLayer<Conv2dLayer> = {
  appendSteps(steps, layer, { id, inputShape, outputShape }) {
    steps.append(convolutionStep({ ...layer, id, kernel: 'kernel', inputShape, outputShape }));
    steps.appendActivation(layer, outputShape);
  },
};

import { dropoutNode } from '@/engine/wasm/nodes/dropout';
import type { DropoutLayer } from '@/experiment/network/kinds/dropout';
import type { WasmLayer } from './layer';

export const dropout: WasmLayer<DropoutLayer> = {
  appendSteps(steps, { rate }, { position, inputShape, outputShape }) {
    if (rate > 0 && steps.purpose === 'training')
      steps.append({ inputShape, outputShape, plan: (site, context) => dropoutNode({ position, shape: inputShape, rate }, site, context) });
  },
};

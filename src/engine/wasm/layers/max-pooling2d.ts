import { poolingNode } from '@/engine/wasm/nodes/pooling';
import type { MaxPooling2dLayer } from '@/experiment/network/kinds/max-pooling2d';
import type { WasmLayer } from './layer';

export const maxPooling2d: WasmLayer<MaxPooling2dLayer> = {
  appendSteps: (steps, layer, { inputShape, outputShape }) =>
    steps.append({
      inputShape,
      outputShape,
      plan: ({ input }, context) => poolingNode('max', layer, { inputShape, outputShape }, input, context),
    }),
};

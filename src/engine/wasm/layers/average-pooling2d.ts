import { poolingNode } from '@/engine/wasm/nodes/pooling';
import type { AveragePooling2dLayer } from '@/experiment/network/kinds/average-pooling2d';
import type { WasmLayer } from './layer';

export const averagePooling2d: WasmLayer<AveragePooling2dLayer> = {
  appendSteps: (steps, layer, { inputShape, outputShape }) =>
    steps.append({
      inputShape,
      outputShape,
      plan: ({ input }, context) => poolingNode('average', layer, { inputShape, outputShape }, input, context),
    }),
};

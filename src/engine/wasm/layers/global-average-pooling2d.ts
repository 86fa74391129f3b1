import { meansNode } from '@/engine/wasm/nodes/means';
import type { GlobalAveragePooling2dLayer } from '@/experiment/network/kinds/global-average-pooling2d';
import type { WasmLayer } from './layer';

export const globalAveragePooling2d: WasmLayer<GlobalAveragePooling2dLayer> = {
  appendSteps: (steps, _layer, { inputShape, outputShape }) =>
    steps.append({ inputShape, outputShape, plan: ({ input }, context) => meansNode(inputShape, input, context) }),
};

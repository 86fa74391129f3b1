import { depthwiseSteps } from '@/engine/wasm/nodes/depthwise';
import type { DepthwiseConv2dLayer } from '@/experiment/network/kinds/depthwise-conv2d';
import type { WasmLayer } from './layer';

export const depthwiseConv2d: WasmLayer<DepthwiseConv2dLayer> = {
  appendSteps(steps, layer, place) {
    for (const step of depthwiseSteps({ ...layer, ...place })) steps.append(step);
    steps.appendActivation(layer, place.outputShape);
  },
};

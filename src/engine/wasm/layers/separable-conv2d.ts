import { convolutionStep } from '@/engine/wasm/nodes/convolution';
import { depthwiseSteps } from '@/engine/wasm/nodes/depthwise';
import type { SeparableConv2dLayer } from '@/experiment/network/kinds/separable-conv2d';
import type { WasmLayer } from './layer';

/** A depthwise convolution without bias, then one over the channels of each pixel. */
export const separableConv2d: WasmLayer<SeparableConv2dLayer> = {
  appendSteps(steps, layer, { id, inputShape, outputShape }) {
    const [height = 0, width = 0] = outputShape;
    const between = [height, width, inputShape[2]! * layer.depthMultiplier];
    for (const step of depthwiseSteps({ ...layer, id, inputShape, outputShape: between, useBias: false })) steps.append(step);
    const pointwise = { filters: layer.filters, kernelSize: 1, strides: 1, padding: 'valid', kernel: 'pointwiseKernel' } as const;
    steps.append(convolutionStep({ ...pointwise, id, inputShape: between, outputShape }));
    steps.appendActivation(layer, outputShape);
  },
};

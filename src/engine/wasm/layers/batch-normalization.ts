import { normalizationNode } from '@/engine/wasm/nodes/normalization';
import type { BatchNormalizationLayer } from '@/experiment/network/kinds/batch-normalization';
import type { WasmLayer } from './layer';

export const batchNormalization: WasmLayer<BatchNormalizationLayer> = {
  // Its statistics are of the whole batch.
  needsWholeBatch: true,
  appendSteps: (steps, { momentum, epsilon }, { id, inputShape, outputShape }) =>
    steps.append({
      inputShape,
      outputShape,
      takesRectifier: true,
      learns: true,
      plan: ({ input, slope }, context) => normalizationNode({ id, shape: inputShape, momentum, epsilon, slope }, input, context),
    }),
};

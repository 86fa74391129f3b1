import { rowsNode } from '@/engine/wasm/nodes/rows';
import type { DenseLayer } from '@/experiment/network/kinds/dense';
import { OUTPUT_ID } from '@/experiment/network/types';
import type { WasmLayer } from './layer';

/** y = f(x * kernel + bias), one row an image. */
export const dense: WasmLayer<DenseLayer> = {
  appendSteps(steps, layer, { id, inputShape, outputShape }) {
    const rows = { id, kernel: 'kernel', inputs: inputShape[0]!, units: layer.units, places: 1, byRow: false } as const;
    steps.append({
      inputShape,
      outputShape,
      takesRectifier: true,
      learns: true,
      plan: ({ input, slope }, context) => rowsNode({ ...rows, slope }, input, context),
    });
    // The output layer's softmax or sigmoid belongs to the loss.
    if (layer.id !== OUTPUT_ID) steps.appendActivation(layer, outputShape);
  },
};

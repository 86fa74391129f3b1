import type { StepList } from '@/engine/wasm/steps';
import type { Layer } from '@/experiment/network/kinds';
import type { Shape } from '@/experiment/network/types';

/** Where a layer stands. */
export interface LayerPlace {
  id: string;
  /** Position in the stack. */
  position: number;
  inputShape: Shape;
  outputShape: Shape;
}

/** One kind of layer: the steps that the kernels take for it. */
export interface WasmLayer<L extends Layer> {
  /** Appends the layer's steps. */
  appendSteps(steps: StepList, layer: L, place: LayerPlace): void;
  /** Whether it computes over the whole batch, so that workers cannot each take a part of it (split/rule.ts). */
  needsWholeBatch?: true;
}

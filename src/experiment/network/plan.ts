import type { Issue } from './issue';
import type { Layer } from './kinds';
import type { ReceptiveField } from './receptive-field';
import type { Shape, WeightSpec } from './types';

/** One layer of a network in its place: what arrives, what leaves, what is learnt. */
export interface PlannedLayer {
  layer: Layer;
  /** `null` where it cannot be known, because the stack is wrong before. */
  inputShape: Shape | null;
  outputShape: Shape | null;
  weights: WeightSpec[];
  trainable: number;
  nonTrainable: number;
  /** For one image: one per weight use, biases not counted. */
  multiplyAdds: number;
  /** `null` where the stack is wrong. */
  receptiveField: ReceptiveField | null;
}

/** What a network will be, from input to output, worked out before anything is computed. */
export interface NetworkPlan {
  inputShape: Shape;
  /** The stacked layers, then the output layer (id OUTPUT_ID), a Dense that the task decides. */
  layers: PlannedLayer[];
  issues: Issue[];
  trainable: number;
  nonTrainable: number;
  multiplyAdds: number;
  /** Bytes of all parameters as 32-bit floats. */
  bytes: number;
}

import type { Layer } from '@/experiment/network/kinds';
import type { PlannedLayer } from '@/experiment/network/plan';

/** A layer in its place, with its weights in Keras's order and layout. */
export interface PlacedLayer<L extends Layer> {
  layer: L;
  plan: PlannedLayer;
  weights: readonly Float32Array[];
}

import { createLayer, type Layer, type LayerKind } from '@/experiment/network/kinds';
import type { OptionValue } from '@/experiment/network/types';

/** Layers of the given kinds with ids l1, l2, … in order: each kind's defaults, and what is said otherwise. */
export const stack = (...layers: [LayerKind, Record<string, OptionValue>?][]): Layer[] =>
  layers.map(([kind, options], i) => ({ ...createLayer(kind, `l${i + 1}`), ...options }) as Layer);

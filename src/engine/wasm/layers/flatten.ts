import type { FlattenLayer } from '@/experiment/network/kinds/flatten';
import type { WasmLayer } from './layer';

/** Nothing to do: numbers lie in memory in the order that Keras flattens them. */
export const flatten: WasmLayer<FlattenLayer> = { appendSteps() {} };

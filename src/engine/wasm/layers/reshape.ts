import type { ReshapeLayer } from '@/experiment/network/kinds/reshape';
import type { WasmLayer } from './layer';

/** Nothing to do: the same numbers in the same order. */
export const reshape: WasmLayer<ReshapeLayer> = { appendSteps() {} };

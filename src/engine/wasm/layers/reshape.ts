import type { ReshapeLayer } from '@/experiment/network/types';
import type { WasmLayer } from './layer';

/** Nothing to do: the same numbers in the same order. */
export const reshape: WasmLayer<ReshapeLayer> = { appendSteps() {} };

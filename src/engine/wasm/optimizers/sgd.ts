import type { WasmOptimizer } from './optimizer';

export const sgd: WasmOptimizer<'sgd'> = { operation: 'UpdateSgd' };

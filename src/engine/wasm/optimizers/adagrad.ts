import type { WasmOptimizer } from './optimizer';

export const adagrad: WasmOptimizer<'adagrad'> = { operation: 'UpdateAdagrad', constants: ({ epsilon }) => ({ epsilon }) };

import type { WasmOptimizer } from './optimizer';

export const momentum: WasmOptimizer<'momentum'> = {
  operation: 'UpdateMomentum',
  constants: ({ momentum: share, nesterov }) => ({ first: share, nesterov: nesterov ? 1 : 0 }),
};

import type { WasmOptimizer } from './optimizer';

export const rmsprop: WasmOptimizer<'rmsprop'> = {
  operation: 'UpdateRmsprop',
  constants: ({ rho, momentum, epsilon }) => ({ first: rho, second: momentum, epsilon }),
};

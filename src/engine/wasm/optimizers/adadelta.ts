import type { WasmOptimizer } from './optimizer';

export const adadelta: WasmOptimizer<'adadelta'> = {
  operation: 'UpdateAdadelta',
  constants: ({ rho, epsilon }) => ({ first: rho, epsilon }),
};

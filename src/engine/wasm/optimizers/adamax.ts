import { momentConstants, type WasmOptimizer, writeCorrections } from './optimizer';

export const adamax: WasmOptimizer<'adamax'> = {
  operation: 'UpdateAdamax',
  constants: momentConstants,
  writeScalars: writeCorrections,
};

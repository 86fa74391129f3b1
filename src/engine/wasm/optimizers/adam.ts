import { momentConstants, type WasmOptimizer, writeCorrections } from './optimizer';

export const adam: WasmOptimizer<'adam'> = {
  operation: 'UpdateAdam',
  constants: momentConstants,
  writeScalars: writeCorrections,
};

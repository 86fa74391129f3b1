import { nadamSchedule } from '@/experiment/training/optimizers/nadam-schedule';
import { momentConstants, type WasmOptimizer } from './optimizer';

export const nadam: WasmOptimizer<'nadam'> = {
  operation: 'UpdateNadam',
  constants: momentConstants,
  writeScalars({ floats, at }, { beta1, beta2 }, learningRate, t) {
    const { u, uNext, product, productNext } = nadamSchedule(beta1, t);
    floats[at] = (learningRate * uNext) / (1 - productNext);
    floats[at + 1] = 1 / (1 - beta2 ** t);
    floats[at + 2] = (learningRate * (1 - u)) / (1 - product);
  },
};

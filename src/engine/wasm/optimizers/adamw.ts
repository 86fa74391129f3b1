import { momentConstants, type WasmOptimizer, writeCorrections } from './optimizer';

export const adamw: WasmOptimizer<'adamw'> = {
  operation: 'UpdateAdamw',
  constants: momentConstants,
  writeScalars(place, optimizer, learningRate, t) {
    writeCorrections(place, optimizer, learningRate, t);
    place.floats[place.at + 2] = learningRate * optimizer.weightDecay;
  },
};

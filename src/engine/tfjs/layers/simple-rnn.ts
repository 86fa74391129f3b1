import { matMul } from '@tensorflow/tfjs-core';
import type { SimpleRnnLayer } from '@/experiment/network/kinds/simple-rnn';
import { activate } from './shared/activate';
import { partOf, stacked } from './shared/gates';
import { addProducts, type Cell, gateKernels, productGradients, recurrent } from './shared/recurrent';

/** h' = f(x W + h R + b) (Elman 1990). */
export const simpleRnn = recurrent<SimpleRnnLayer>(1, (device, layer, { kernel }): Cell => {
  const kernels = gateKernels(kernel);
  return {
    step(sums, before) {
      const sum = partOf(addProducts(device, before.output, kernels, sums), 0);
      const activated = activate(device, sum, layer);
      return {
        output: activated.output,
        memory: before.memory,
        backward(dOutput, dMemory) {
          const dSums = stacked([activated.backward(dOutput)]);
          return { sums: dSums, output: productGradients(device, dSums, kernels), memory: dMemory };
        },
      };
    },
    kernelGradient: (dSums, before) => matMul(before, dSums, true, false),
  };
});

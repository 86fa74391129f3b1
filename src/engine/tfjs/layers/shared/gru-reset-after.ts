import { fill, matMul, reshape, type Tensor, tile } from '@tensorflow/tfjs-core';
import { type Piece, pieceOf } from '@/engine/tfjs/activations';
import type { Formula } from '@/engine/tfjs/device';
import type { GruLayer } from '@/experiment/network/kinds/gru';
import { enter, enterAll, leave, partOf, partsOf, stacked } from './gates';
import { mixGradients, mixOf } from './gru-mix';
import { addProducts, type CellOf, gateKernels, productGradients } from './recurrent';

const ADD: Formula = { inputs: ['x', 'y'], numbers: [], glsl: 'x + y', js: () => (x, y) => x! + y! };

/**
 * Gated recurrent unit with the reset gate behind the product, as Keras has it with reset_after=True. With the recurrent activation s, the
 * activation t and the bias b' of the products with the state: update z and reset r are of x W + b + h R + b'; the candidate g is of
 * x W + b + s(r) * (h R + b'); output = s(z) * h + (1 - s(z)) * t(g).
 */
export const resetAfter: CellOf<GruLayer> = (device, layer, { kernel, bias }, batch) => {
  const { units } = layer;
  const kernels = gateKernels(kernel);
  const biases = bias ? tile(reshape(bias, [3, 1, units]), [1, batch, 1]) : fill([3, batch, units], 0);
  const s = pieceOf(layer.recurrentActivation);
  const t = pieceOf(layer.activation);
  const numbers = [layer.negativeSlope];
  const formulas = { candidate: candidateOf(s), output: mixOf(s, t), first: mixGradients(s, t), second: resetGradients(s) };
  return {
    step(sums, before) {
      const h = before.output;
      const products = addProducts(device, h, kernels, biases);
      const gates = device.map(ADD, [partsOf(sums, 0, 2), partsOf(products, 0, 2)]);
      const [z, r] = enterAll(gates, [s, s]) as [Tensor, Tensor];
      const ofState = partOf(products, 2);
      const g = enter(device.map(formulas.candidate, [partOf(sums, 2), r, ofState], numbers), t);
      return {
        output: device.map(formulas.output, [z, g, h], numbers),
        memory: before.memory,
        backward(dOutput, dMemory) {
          const first = device.mapEach(formulas.first, [dOutput, z, g, h], numbers);
          const dG = leave(partOf(first, 0), t, g);
          const dZ = leave(partOf(first, 1), s, z);
          const second = device.mapEach(formulas.second, [dOutput, dG, z, r, ofState], numbers);
          const dR = leave(partOf(second, 0), s, r);
          const dProducts = stacked([dZ, dR, partOf(second, 1)]);
          const output = [partOf(second, 2), ...productGradients(device, dProducts, kernels)];
          return { sums: stacked([dZ, dR, dG]), products: dProducts, output, memory: dMemory };
        },
      };
    },
    kernelGradient: (dProducts, before) => matMul(before, dProducts, true, false),
  };
};

const candidateOf = (s: Piece): Formula => ({
  inputs: ['x', 'r', 'ofState'],
  numbers: ['slope'],
  glsl: `x + ${s.glsl('r')} * ofState`,
  js: (slope) => (x, r, ofState) => x! + s.js(r!, slope!) * ofState!,
});

/** From the gradients at the output and at the candidate's sum: those at r, at the candidate's product, and at h but for its products. */
function resetGradients(s: Piece): Formula[] {
  const shared = { inputs: ['dOutput', 'dG', 'z', 'r', 'ofState'], numbers: ['slope'] };
  return [
    {
      ...shared,
      glsl: `dG * ofState * ${s.derivativeGlsl('r')}`,
      js: (slope) => (_d, dG, _z, r, ofState) => dG! * ofState! * s.derivativeJs(r!, slope!),
    },
    { ...shared, glsl: `dG * ${s.glsl('r')}`, js: (slope) => (_d, dG, _z, r) => dG! * s.js(r!, slope!) },
    { ...shared, glsl: `dOutput * ${s.glsl('z')}`, js: (slope) => (dOutput, _dG, z) => dOutput! * s.js(z!, slope!) },
  ];
}

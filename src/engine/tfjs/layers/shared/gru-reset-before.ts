import { concat, matMul, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import { type Piece, pieceOf } from '@/engine/tfjs/activations';
import type { Formula } from '@/engine/tfjs/device';
import type { GruLayer } from '@/experiment/network/kinds/gru';
import { enter, enterAll, leave, partOf, partsOf, stacked } from './gates';
import { mixGradients, mixOf } from './gru-mix';
import { addProducts, type Cell, type CellOf, gateKernels, productGradients, type State, type Step } from './recurrent';

/** A step of a GRU, with what its recurrent kernel's gradient needs besides: the output before as the reset gate lets it through. */
interface GruStep extends Step {
  reset: Tensor;
}

/**
 * Gated recurrent unit as Cho et al. 2014 have it, with the reset gate before the product. With the recurrent activation s and the activation t: update z and reset r are of x W + h R + b; the
 * candidate g is of x W + (s(r) * h) R + b; output = s(z) * h + (1 - s(z)) * t(g).
 */
export const resetBefore: CellOf<GruLayer> = (device, layer, { kernel }): Cell => {
  const kernels = gateKernels(kernel);
  const gateKernel = partsOf(kernels, 0, 2);
  const candidateKernel = partsOf(kernels, 2, 1);
  const s = pieceOf(layer.recurrentActivation);
  const t = pieceOf(layer.activation);
  const numbers = [layer.negativeSlope];
  const formulas = { reset: resetOf(s), output: mixOf(s, t), first: mixGradients(s, t), second: resetGradients(s) };

  function step(sums: Tensor, before: State): GruStep {
    const h = before.output;
    const gates = addProducts(device, h, gateKernel, partsOf(sums, 0, 2));
    const [z, r] = enterAll(gates, [s, s]) as [Tensor, Tensor];
    const reset = device.map(formulas.reset, [r, h], numbers);
    const g = enter(partOf(addProducts(device, reset, candidateKernel, partsOf(sums, 2, 1)), 0), t);
    return {
      output: device.map(formulas.output, [z, g, h], numbers),
      memory: before.memory,
      reset,
      backward(dOutput, dMemory) {
        const first = device.mapEach(formulas.first, [dOutput, z, g, h], numbers);
        const dG = leave(partOf(first, 0), t, g);
        const dZ = leave(partOf(first, 1), s, z);
        const [dReset] = productGradients(device, stacked([dG]), candidateKernel) as [Tensor];
        const second = device.mapEach(formulas.second, [dOutput, dReset, z, r, h], numbers);
        const dSums = stacked([dZ, leave(partOf(second, 0), s, r), dG]);
        const output = [partOf(second, 1), ...productGradients(device, partsOf(dSums, 0, 2), gateKernel)];
        return { sums: dSums, output, memory: dMemory };
      },
    };
  }

  return {
    step,
    kernelGradient(dSums, before, steps) {
      const { units } = layer;
      const resets = reshape(stacked(steps.map((each) => (each as GruStep).reset)), [-1, units]);
      const ofGates = matMul(before, slice(dSums, [0, 0], [-1, 2 * units]), true, false);
      const ofCandidate = matMul(resets, slice(dSums, [0, 2 * units], [-1, units]), true, false);
      return concat([ofGates, ofCandidate], 1);
    },
  };
};

const resetOf = (s: Piece): Formula => ({
  inputs: ['r', 'h'],
  numbers: ['slope'],
  glsl: `${s.glsl('r')} * h`,
  js: (slope) => (r, h) => s.js(r!, slope!) * h!,
});

/** From the gradient at s(r) * h: gradients at r, and at h but for its products with the kernel. */
function resetGradients(s: Piece): Formula[] {
  const shared = { inputs: ['dOutput', 'dReset', 'z', 'r', 'h'], numbers: ['slope'] };
  return [
    {
      ...shared,
      glsl: `dReset * h * ${s.derivativeGlsl('r')}`,
      js: (slope) => (_d, dReset, _z, r, h) => dReset! * h! * s.derivativeJs(r!, slope!),
    },
    {
      ...shared,
      glsl: `dOutput * ${s.glsl('z')} + dReset * ${s.glsl('r')}`,
      js: (slope) => (dOutput, dReset, z, r) => dOutput! * s.js(z!, slope!) + dReset! * s.js(r!, slope!),
    },
  ];
}

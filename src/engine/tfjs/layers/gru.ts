import { concat, matMul, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import { type Piece, pieceOf } from '@/engine/tfjs/activations';
import type { Formula } from '@/engine/tfjs/device';
import type { GruLayer } from '@/experiment/network/kinds/gru';
import { enter, enterAll, leave, partOf, partsOf, stacked } from './shared/gates';
import { addProducts, type Cell, gateKernels, productGradients, recurrent, type State, type Step } from './shared/recurrent';

/** A step of a GRU, with what its recurrent kernel's gradient needs besides: the output before as the reset gate lets it through. */
interface GruStep extends Step {
  reset: Tensor;
}

/**
 * Gated recurrent unit (Cho et al. 2014). With the recurrent activation s and the activation t: update z and reset r are of x W + h R + b; the
 * candidate g is of x W + (s(r) * h) R + b; output = s(z) * h + (1 - s(z)) * t(g).
 */
export const gru = recurrent<GruLayer>(3, (device, layer, recurrentKernel): Cell => {
  const kernels = gateKernels(recurrentKernel);
  const gateKernel = partsOf(kernels, 0, 2);
  const candidateKernel = partsOf(kernels, 2, 1);
  const s = pieceOf(layer.recurrentActivation);
  const t = pieceOf(layer.activation);
  const numbers = [layer.negativeSlope];
  const formulas = { reset: resetOf(s), output: outputOf(s, t), first: firstGradients(s, t), second: secondGradients(s) };

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
});

const resetOf = (s: Piece): Formula => ({
  inputs: ['r', 'h'],
  numbers: ['slope'],
  glsl: `${s.glsl('r')} * h`,
  js: (slope) => (r, h) => s.js(r!, slope!) * h!,
});

const outputOf = (s: Piece, t: Piece): Formula => ({
  inputs: ['z', 'g', 'h'],
  numbers: ['slope'],
  glsl: `${s.glsl('z')} * h + (1.0 - ${s.glsl('z')}) * ${t.glsl('g')}`,
  js: (slope) => (z, g, h) => {
    const share = s.js(z!, slope!);
    return share * h! + (1 - share) * t.js(g!, slope!);
  },
});

/** Gradients at g and z. */
function firstGradients(s: Piece, t: Piece): Formula[] {
  const shared = { inputs: ['dOutput', 'z', 'g', 'h'], numbers: ['slope'] };
  return [
    {
      ...shared,
      glsl: `dOutput * (1.0 - ${s.glsl('z')}) * ${t.derivativeGlsl('g')}`,
      js: (slope) => (dOutput, z, g) => dOutput! * (1 - s.js(z!, slope!)) * t.derivativeJs(g!, slope!),
    },
    {
      ...shared,
      glsl: `dOutput * (h - ${t.glsl('g')}) * ${s.derivativeGlsl('z')}`,
      js: (slope) => (dOutput, z, g, h) => dOutput! * (h! - t.js(g!, slope!)) * s.derivativeJs(z!, slope!),
    },
  ];
}

/** From the gradient at s(r) * h: gradients at r, and at h but for its products with the kernel. */
function secondGradients(s: Piece): Formula[] {
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

import { matMul } from '@tensorflow/tfjs-core';
import { type Piece, pieceOf } from '@/engine/tfjs/activations';
import type { Formula } from '@/engine/tfjs/device';
import type { LstmLayer } from '@/experiment/network/kinds/lstm';
import { enter, enterAll, leave, leaveAll, partOf, partsOf } from './shared/gates';
import { addProducts, type Cell, gateKernels, productGradients, recurrent } from './shared/recurrent';

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000). Of the sums i, f, g, o, with the recurrent
 * activation s and the activation t: memory = s(f) * memory before + s(i) * t(g), output = s(o) * t(memory).
 */
export const lstm = recurrent<LstmLayer>(4, (device, layer, { kernel }): Cell => {
  const kernels = gateKernels(kernel);
  const s = pieceOf(layer.recurrentActivation);
  const t = pieceOf(layer.activation);
  const pieces = [s, s, t, s];
  const numbers = [layer.negativeSlope];
  const formulas = { memory: memoryOf(s, t), output: outputOf(s, t), dMemory: memoryGradient(s, t), rest: otherGradients(s, t) };
  return {
    step(sums, before) {
      const entered = enterAll(addProducts(device, before.output, kernels, sums), pieces);
      const [i, f, g, o] = entered as [typeof sums, typeof sums, typeof sums, typeof sums];
      const memory = device.map(formulas.memory, [i, f, g, before.memory], numbers);
      const held = enter(memory, t);
      return {
        output: device.map(formulas.output, [o, held], numbers),
        memory,
        backward(dOutput, dMemory) {
          const through = leave(device.map(formulas.dMemory, [dOutput, o, held], numbers), t, held);
          const gradients = device.mapEach(formulas.rest, [dOutput, through, dMemory, i, f, g, o, before.memory, held], numbers);
          const dSums = leaveAll(partsOf(gradients, 0, 4), pieces, entered);
          return { sums: dSums, output: productGradients(device, dSums, kernels), memory: partOf(gradients, 4) };
        },
      };
    },
    kernelGradient: (dSums, before) => matMul(before, dSums, true, false),
  };
});

const memoryOf = (s: Piece, t: Piece): Formula => ({
  inputs: ['i', 'f', 'g', 'before'],
  numbers: ['slope'],
  glsl: `${s.glsl('f')} * before + ${s.glsl('i')} * ${t.glsl('g')}`,
  js: (slope) => (i, f, g, before) => s.js(f!, slope!) * before! + s.js(i!, slope!) * t.js(g!, slope!),
});

const outputOf = (s: Piece, t: Piece): Formula => ({
  inputs: ['o', 'held'],
  numbers: ['slope'],
  glsl: `${s.glsl('o')} * ${t.glsl('held')}`,
  js: (slope) => (o, held) => s.js(o!, slope!) * t.js(held!, slope!),
});

/** What of the output's gradient reaches the memory. */
const memoryGradient = (s: Piece, t: Piece): Formula => ({
  inputs: ['dOutput', 'o', 'held'],
  numbers: ['slope'],
  glsl: `dOutput * ${s.glsl('o')} * ${t.derivativeGlsl('held')}`,
  js: (slope) => (dOutput, o, held) => dOutput! * s.js(o!, slope!) * t.derivativeJs(held!, slope!),
});

/** Gradients at the sums i, f, g, o, then at the memory before. That at the memory is what came through the output, and what was carried. */
function otherGradients(s: Piece, t: Piece): Formula[] {
  const inputs = ['dOutput', 'through', 'carried', 'i', 'f', 'g', 'o', 'before', 'held'];
  const formula = (glsl: string, js: Formula['js']): Formula => ({ inputs, numbers: ['slope'], glsl, js });
  return [
    formula(`(through + carried) * ${t.glsl('g')} * ${s.derivativeGlsl('i')}`, (slope) => (_d, through, carried, i, _f, g) => {
      return (through! + carried!) * t.js(g!, slope!) * s.derivativeJs(i!, slope!);
    }),
    formula(`(through + carried) * before * ${s.derivativeGlsl('f')}`, (slope) => (_d, through, carried, _i, f, _g, _o, before) => {
      return (through! + carried!) * before! * s.derivativeJs(f!, slope!);
    }),
    formula(`(through + carried) * ${s.glsl('i')} * ${t.derivativeGlsl('g')}`, (slope) => (_d, through, carried, i, _f, g) => {
      return (through! + carried!) * s.js(i!, slope!) * t.derivativeJs(g!, slope!);
    }),
    formula(`dOutput * ${t.glsl('held')} * ${s.derivativeGlsl('o')}`, (slope) => (dOutput, _t, _c, _i, _f, _g, o, _b, held) => {
      return dOutput! * t.js(held!, slope!) * s.derivativeJs(o!, slope!);
    }),
    formula(`(through + carried) * ${s.glsl('f')}`, (slope) => (_d, through, carried, _i, f) => {
      return (through! + carried!) * s.js(f!, slope!);
    }),
  ];
}

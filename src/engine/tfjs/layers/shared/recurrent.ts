import { fill, matMul, reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import type { Device } from '@/engine/tfjs/device';
import { affine } from '@/engine/tfjs/kernels';
import type { Gradients, TfjsLayer } from '@/engine/tfjs/layers/layer';
import type { RecurrentLayer } from '@/experiment/network/kinds';
import { LINEAR, productOf } from './activate';
import { partOf, stacked, totalOf } from './gates';

/** What a step hands to the next, [batch, units] each. Only an LSTM has a memory besides its output; the others hand zeros on. */
export interface State {
  output: Tensor;
  memory: Tensor;
}

/** Gradients of one step. */
export interface StepGradients {
  /** At the sums x W + h R + b, [gates, batch, units]. */
  sums: Tensor;
  /** At the output of the step before: terms to be added up. */
  output: readonly Tensor[];
  /** At the memory of the step before. */
  memory: Tensor;
  /** At the products with the recurrent kernel, [gates, batch, units], where they are not those at the sums. */
  products?: Tensor;
}

/** One step done, and how gradients go back through it. */
export interface Step extends State {
  backward(dOutput: Tensor, dMemory: Tensor): StepGradients;
}

/** One kind of recurrent layer, with its weights. */
export interface Cell {
  /** From x W + b [gates, batch, units] and the state before. */
  step(sums: Tensor, before: State): Step;
  /**
   * Gradient of the recurrent kernel, from those at all products with it [steps * batch, gates * units] and the outputs before each step
   * [steps * batch, units].
   */
  kernelGradient(dProducts: Tensor, before: Tensor, steps: readonly Step[]): Tensor;
}

/** Weights that take part in every step. */
export interface RecurrentWeights {
  /** [units, gates * units]. */
  kernel: Tensor;
  /** What is added to the products with it, [gates * units]; `null` where nothing is. */
  bias: Tensor | null;
}

/** Makes a layer's cell; `batch` is the number of examples. */
export type CellOf<L extends RecurrentLayer> = (device: Device, layer: L, weights: RecurrentWeights, batch: number) => Cell;

/** How a layer's input is cut. */
interface Sizes {
  batch: number;
  steps: number;
  gates: number;
  units: number;
}

/**
 * A recurrent layer over [batch, steps, features], with so many gates (the candidate counted as one). Time comes first within, so that the numbers of a step lie together: the products with the
 * kernel are made for all steps at once, and so are the gradients of the weights.
 */
export function recurrent<L extends RecurrentLayer>(gates: number, cellOf: CellOf<L>): TfjsLayer<L> {
  return {
    run(layer, input, [kernel, recurrentKernel, bias = null], { device }) {
      const sizes = sizesOf(layer, input, gates);
      const rows = reshape(transpose(input, [1, 0, 2]), [-1, input.shape[2] ?? 0]);
      const zeros = fill([sizes.batch, sizes.units], 0);
      const [inputBias, recurrentBias] = biasRows(bias);
      const cell = cellOf(device, layer, { kernel: recurrentKernel as Tensor, bias: recurrentBias }, sizes.batch);
      const steps = run(cell, gateSums(affine(rows, productOf(kernel as Tensor, inputBias, LINEAR)), sizes), zeros, sizes);
      const outputs = steps.map((step) => step.output);
      return {
        output: layer.returnSequences ? transpose(stacked(outputs), [1, 0, 2]) : outputs.at(-1)!,
        backward(dy, wantInput): Gradients {
          const gradients = backThroughTime(device, steps, gradientsByTime(device, layer, dy), zeros);
          const dSums = flatSums(gradients.sums, sizes);
          const dProducts = gradients.products.length > 0 ? flatSums(gradients.products, sizes) : dSums;
          const before = reshape(stacked([zeros, ...outputs.slice(0, -1)]), [-1, sizes.units]);
          const weights = [matMul(rows, dSums, true, false), cell.kernelGradient(dProducts, before, steps)];
          if (bias) weights.push(biasGradient(device, bias, dSums, dProducts));
          return { input: wantInput ? inputGradient(dSums, kernel as Tensor, input) : null, weights };
        },
      };
    },
    /** The sums of the gates, made for all steps at once. */
    largestInside: ({ units }, [steps = 0]) => ({ what: 'gates', numbers: steps * gates * units }),
  };
}

/** The biases of the products with the input and with the state, from one of [gates * units], or of both [2, gates * units]. */
function biasRows(bias: Tensor | null): [Tensor | null, Tensor | null] {
  if (bias?.rank !== 2) return [bias, null];
  return [partOf(bias, 0), partOf(bias, 1)];
}

function biasGradient(device: Device, bias: Tensor, dSums: Tensor, dProducts: Tensor): Tensor {
  const ofInput = device.columnSums(IDENTITY, [dSums]);
  return bias.rank === 2 ? stacked([ofInput, device.columnSums(IDENTITY, [dProducts])]) : ofInput;
}

function sizesOf({ units }: RecurrentLayer, input: Tensor, gates: number): Sizes {
  const [batch = 0, steps = 0] = input.shape;
  return { batch, steps, gates, units };
}

/** [steps * batch, gates * units] to [steps, gates, batch, units]. */
const gateSums = (sums: Tensor, { steps, batch, gates, units }: Sizes): Tensor =>
  transpose(reshape(sums, [steps, batch, gates, units]), [0, 2, 1, 3]);

/** The way back: blocks [gates, batch, units], one a step, to [steps * batch, gates * units]. */
const flatSums = (blocks: readonly Tensor[], { gates, units }: Sizes): Tensor =>
  reshape(transpose(stacked(blocks), [0, 2, 1, 3]), [-1, gates * units]);

function run(cell: Cell, sums: Tensor, zeros: Tensor, { steps }: Sizes): Step[] {
  const done: Step[] = [];
  let state: State = { output: zeros, memory: zeros };
  for (let t = 0; t < steps; t++) {
    const step = cell.step(partOf(sums, t), state);
    done.push(step);
    state = step;
  }
  return done;
}

/** The gradient that arrives at the output of a step from outside of the layer, if any does. */
function gradientsByTime(device: Device, layer: RecurrentLayer, dy: Tensor): (step: number, isLast: boolean) => readonly Tensor[] {
  if (!layer.returnSequences) return (_step, isLast) => (isLast ? [dy] : []);
  const byTime = device.settle(transpose(dy, [1, 0, 2]));
  return (step) => [partOf(byTime, step)];
}

/** Gradients of each step, [gates, batch, units], from the first step to the last: at its sums, and at its products where those differ. */
function backThroughTime(
  device: Device,
  steps: readonly Step[],
  arriving: ReturnType<typeof gradientsByTime>,
  zeros: Tensor,
): { sums: readonly Tensor[]; products: readonly Tensor[] } {
  const sums: Tensor[] = [];
  const products: Tensor[] = [];
  let carried: Pick<StepGradients, 'output' | 'memory'> = { output: [], memory: zeros };
  for (let t = steps.length - 1; t >= 0; t--) {
    const dOutput = totalOf(device, [...arriving(t, t === steps.length - 1), ...carried.output]);
    const gradients = steps[t]!.backward(dOutput, carried.memory);
    sums.unshift(gradients.sums);
    if (gradients.products) products.unshift(gradients.products);
    carried = gradients;
  }
  return { sums, products };
}

/** [steps * batch, gates * units] to the gradient of the input [batch, steps, features]. */
function inputGradient(dSums: Tensor, kernel: Tensor, input: Tensor): Tensor {
  const [batch = 0, steps = 0, features = 0] = input.shape;
  return transpose(reshape(matMul(dSums, kernel, false, true), [steps, batch, features]), [1, 0, 2]);
}

/** A recurrent kernel [units, gates * units] as one matrix a gate: [gates, units, units]. */
export function gateKernels(recurrentKernel: Tensor): Tensor {
  const [units = 0] = recurrentKernel.shape;
  return transpose(reshape(recurrentKernel, [units, -1, units]), [1, 0, 2]);
}

/** h R + sums, for each gate: h [batch, units], R [gates, units, units], sums [gates, batch, units]. */
export function addProducts(device: Device, h: Tensor, kernels: Tensor, sums: Tensor): Tensor {
  const state = reshape(h, [1, ...h.shape]);
  return device.settle(affine(state, productOf(kernels, sums, LINEAR)));
}

/** Gradients at h of the products with it, one [batch, units] a gate, from those at the sums. */
export function productGradients(device: Device, dSums: Tensor, kernels: Tensor): Tensor[] {
  const gradients = device.settle(matMul(dSums, kernels, false, true));
  return Array.from({ length: dSums.shape[0] ?? 0 }, (_, gate) => partOf(gradients, gate));
}

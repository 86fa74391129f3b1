import type { NetworkState } from '@/run/types';
import { elementwiseOf } from './activations';
import type { FollowedLayer, FollowedNetwork } from './followed-network';
import { numberLoss } from './number-losses';

/** One example on its way: an image, or a row of a table. */
export interface Example {
  /** What enters the first layer: pixels as they are scaled, or the numbers of a row. */
  input: Float64Array;
  /** The right class, or the standardized number that is to be predicted. */
  target: number;
  /** How much it counts in the loss: its class's weight. */
  weight: number;
}

/** All numbers of one layer for one example. */
export interface WalkedLayer {
  /** What arrives: `inputs` numbers. */
  input: Float64Array;
  /** Weighted sums, activations, the slope of each activation at its sum (1 of a softmax, whose slope is in `sumGradient`). */
  sums: Float64Array;
  activations: Float64Array;
  slopes: Float64Array;
  /** Derivatives of the loss by the activations (`null` of the output, where the sums' follow at once), by the sums, by the kernel [inputs, units] and the bias. */
  activationGradient: Float64Array | null;
  sumGradient: Float64Array;
  kernelGradient: Float64Array;
  biasGradient: Float64Array;
}

/** One step of training on one example: forward, loss, backward. */
export interface Walk {
  layers: WalkedLayer[];
  /** Targets of the outputs: one-hot, 0 / 1 of a single one, or the number to be predicted. */
  targets: Float64Array;
  /** The loss with its L1 and L2 terms, and those alone. */
  loss: number;
  penalty: number;
}

/**
 * Follows one example through a network and the gradient back, as the engines do in training on a batch of one: loss and gradients of Keras's categorical and binary
 * cross-entropy on logits, of the mean squared error of probabilities, or of the losses of a number; the chain rule for dense layers (Rumelhart, Hinton and Williams 1986).
 */
export function walk(network: FollowedNetwork, { weights }: Pick<NetworkState, 'weights'>, { input, target, weight }: Example): Walk {
  const layers: WalkedLayer[] = [];
  let arriving = input;
  for (const followed of network.layers) {
    const layer = forward(network, followed, weights, arriving, layers.length === network.layers.length - 1);
    layers.push(layer);
    arriving = layer.activations;
  }
  const outputs = arriving;
  const targets = targetsOf(network, target, outputs.length);
  const penalty = penaltyOf(network, weights);
  backward(network, weights, layers, outputGradient(network, layers.at(-1)?.activations ?? outputs, targets, weight));
  const sums = layers.at(-1)?.sums ?? outputs;
  return { layers, targets, loss: weight * lossOf(network, sums, outputs, targets) + penalty, penalty };
}

function targetsOf({ output }: FollowedNetwork, target: number, outputs: number): Float64Array {
  if (output === 'linear') return Float64Array.of(target);
  if (output === 'sigmoid') return Float64Array.of(target === 1 ? 1 : 0);
  return Float64Array.from({ length: outputs }, (_, k) => (k === target ? 1 : 0));
}

/** The state after the update that a walk asks for; the old one stays. Numbers are kept as 32-bit floats, as the engines do. */
export function updated({ layers, learningRate, update }: FollowedNetwork, state: NetworkState, step: Walk): NetworkState {
  const weights = state.weights.slice();
  const slots = state.slots.map((arrays) => arrays.slice());
  const t = state.updates + 1;
  const change = (at: number, gradient: Float64Array) => {
    const next = (weights[at] ?? new Float32Array(0)).slice();
    const memories = slots.map((arrays) => (arrays[at] ?? new Float32Array(0)).slice());
    for (let i = 0; i < next.length; i++) {
      const own = memories.map((memory) => memory[i]!);
      next[i] = update.next({ weight: next[i]!, gradient: gradient[i]!, rate: learningRate, t, slots: own });
      memories.forEach((memory, k) => {
        memory[i] = own[k]!;
      });
    }
    weights[at] = next;
    slots.forEach((arrays, k) => {
      arrays[at] = memories[k]!;
    });
  };
  layers.forEach(({ kernel, bias }, k) => {
    const walked = step.layers[k]!;
    change(kernel, walked.kernelGradient);
    if (bias !== null) change(bias, walked.biasGradient);
  });
  return { weights, slots, updates: t };
}

function forward(
  { output }: FollowedNetwork,
  { layer, inputs, units, kernel, bias }: FollowedLayer,
  weights: readonly Float32Array[],
  input: Float64Array,
  isLast: boolean,
): WalkedLayer {
  const w = weights[kernel]!;
  const sums = new Float64Array(units);
  if (bias !== null) sums.set(weights[bias]!);
  for (let i = 0; i < inputs; i++) {
    const x = input[i]!;
    if (x !== 0) for (let unit = 0; unit < units; unit++) sums[unit]! += x * w[i * units + unit]!;
  }
  const act = elementwiseOf(layer);
  const activations = isLast && output === 'softmax' ? softmax(sums) : sums.map((z) => act?.value(z, layer.negativeSlope) ?? z);
  const slopes = sums.map((z, k) => (isLast && output === 'softmax' ? 1 : (act?.slope(z, activations[k]!, layer.negativeSlope) ?? 1)));
  const empty = new Float64Array(0);
  return { input, sums, activations, slopes, activationGradient: null, sumGradient: empty, kernelGradient: empty, biasGradient: empty };
}

function backward(network: FollowedNetwork, weights: readonly Float32Array[], layers: WalkedLayer[], last: Float64Array): void {
  for (let k = layers.length - 1; k >= 0; k--) {
    const own = layers[k]!;
    const { units, inputs, kernel, l1, l2 } = network.layers[k]!;
    const next = network.layers[k + 1];
    if (next) own.activationGradient = throughKernel(weights[next.kernel]!, layers[k + 1]!.sumGradient, units);
    own.sumGradient = own.activationGradient?.map((value, unit) => value * own.slopes[unit]!) ?? last;
    own.biasGradient = own.sumGradient;
    const w = weights[kernel]!;
    own.kernelGradient = new Float64Array(inputs * units);
    for (let i = 0; i < inputs; i++)
      for (let unit = 0; unit < units; unit++) {
        const at = i * units + unit;
        own.kernelGradient[at] = own.input[i]! * own.sumGradient[unit]! + penaltyGradient(w[at]!, l1, l2);
      }
  }
}

/** What the L1 and L2 terms add to the derivative by a weight. */
export const penaltyGradient = (weight: number, l1: number, l2: number): number => l1 * Math.sign(weight) + 2 * l2 * weight;

/** Derivatives by what a layer takes, from those by its sums: each the sum over its units of weight times derivative. */
function throughKernel(kernel: Float32Array, sumGradient: Float64Array, inputs: number): Float64Array {
  const units = sumGradient.length;
  return Float64Array.from({ length: inputs }, (_, i) => {
    let sum = 0;
    for (let unit = 0; unit < units; unit++) sum += kernel[i * units + unit]! * sumGradient[unit]!;
    return sum;
  });
}

/** Derivatives of the loss by the output's sums. */
function outputGradient({ output, loss }: FollowedNetwork, p: Float64Array, targets: Float64Array, weight: number): Float64Array {
  if (output === 'linear') return p.map((a, k) => weight * numberLoss(loss).slope(a, targets[k]!));
  if (loss === 'crossEntropy') return p.map((value, k) => weight * (value - targets[k]!));
  const slope = p.map((value, k) => (2 / p.length) * weight * (value - targets[k]!));
  if (output === 'sigmoid') return slope.map((value, k) => value * p[k]! * (1 - p[k]!));
  const mean = slope.reduce((sum, value, k) => sum + value * p[k]!, 0);
  return slope.map((value, k) => p[k]! * (value - mean));
}

function lossOf({ output, loss }: FollowedNetwork, sums: Float64Array, p: Float64Array, targets: Float64Array): number {
  if (output === 'linear') return numberLoss(loss).value(p[0]!, targets[0]!);
  if (loss === 'meanSquaredError') return p.reduce((sum, value, k) => sum + (value - targets[k]!) ** 2, 0) / p.length;
  // On the sums instead of the probabilities: the logarithm of 0 never comes up.
  if (output === 'sigmoid') return Math.max(sums[0]!, 0) - sums[0]! * targets[0]! + Math.log1p(Math.exp(-Math.abs(sums[0]!)));
  const { most, total } = softmaxTerms(sums);
  return most + Math.log(total) - sums.reduce((sum, z, k) => sum + z * targets[k]!, 0);
}

/** What a softmax is made of: e to the power of each sum less the largest one, and all of these together. */
export function softmaxTerms(sums: Float64Array): { most: number; powers: Float64Array; total: number } {
  const most = Math.max(...sums);
  const powers = sums.map((z) => Math.exp(z - most));
  return { most, powers, total: powers.reduce((sum, power) => sum + power, 0) };
}

function softmax(sums: Float64Array): Float64Array {
  const { powers, total } = softmaxTerms(sums);
  return powers.map((power) => power / total);
}

function penaltyOf({ layers }: FollowedNetwork, weights: readonly Float32Array[]): number {
  let penalty = 0;
  for (const { kernel, l1, l2 } of layers)
    if (l1 !== 0 || l2 !== 0) for (const w of weights[kernel]!) penalty += l1 * Math.abs(w) + l2 * w * w;
  return penalty;
}

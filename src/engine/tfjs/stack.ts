import type { Tensor } from '@tensorflow/tfjs-core';
import { dropoutKey } from '@/engine/dropout';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { OUTPUT_ID, type WeightSpec } from '@/experiment/network/types';
import type { Device } from './device';
import { tfjsLayer } from './layers';
import type { Forward } from './layers/layer';

/** A layer with the places of its weights among the network's. */
interface Placed {
  layer: Layer;
  firstWeight: number;
  weights: readonly WeightSpec[];
}

/** A network's layers in order, ready to be run. */
export interface Stack {
  placed: readonly Placed[];
  specs: readonly WeightSpec[];
  /** Logits of one image. */
  outputs: number;
  seed: number;
}

/** A forward pass in training, with what the way back needs. */
export interface Tape {
  logits: Tensor;
  forwards: readonly Forward[];
}

/** The layers of an Experiment, output layer included; that one stops at the logits, since the loss starts from them. */
export function stackOf(experiment: Experiment): Stack {
  let firstWeight = 0;
  const plan = planOf(experiment);
  const placed = plan.layers.map(({ layer, weights }) => {
    const first = firstWeight;
    firstWeight += weights.length;
    return { layer: layer.id === OUTPUT_ID ? ({ ...layer, activation: 'linear' } as Layer) : layer, firstWeight: first, weights };
  });
  const specs = placed.flatMap((entry) => entry.weights);
  return { placed, specs, outputs: plan.layers.at(-1)!.outputShape![0]!, seed: experiment.training.seed };
}

const ownWeights = (entry: Placed, weights: readonly Tensor[]) =>
  weights.slice(entry.firstWeight, entry.firstWeight + entry.weights.length);

/** Runs images [batch, height, width, channels] through the stack in training mode, with the dropout masks of `step`. */
export function forwardTraining(device: Device, stack: Stack, weights: readonly Tensor[], images: Tensor, step: number): Tape {
  const forwards: Forward[] = [];
  let x = images;
  for (const [index, entry] of stack.placed.entries()) {
    const pass = { device, training: true, dropoutKey: dropoutKey(stack.seed, index, step) };
    const forward = tfjsLayer(entry.layer).run(entry.layer, x, ownWeights(entry, weights), pass);
    forwards.push(forward);
    x = forward.output;
  }
  return { logits: x, forwards };
}

/** Logits [batch, outputs] in inference mode. */
export function forwardInference(device: Device, stack: Stack, weights: readonly Tensor[], images: Tensor): Tensor {
  return forwardThrough(device, stack, weights, images).at(-1)!.output;
}

/** What each layer makes of the images in inference mode. */
export function forwardThrough(device: Device, stack: Stack, weights: readonly Tensor[], images: Tensor): Forward[] {
  const pass = { device, training: false, dropoutKey: 0 };
  const forwards: Forward[] = [];
  for (const entry of stack.placed) {
    const x = forwards.at(-1)?.output ?? images;
    forwards.push(tfjsLayer(entry.layer).run(entry.layer, x, ownWeights(entry, weights), pass));
  }
  return forwards;
}

/** Gradients of all weights from that of the logits; `null` at the weights that are not trained. */
export function backward(stack: Stack, tape: Tape, logitsGradient: Tensor): (Tensor | null)[] {
  const gradients: (Tensor | null)[] = stack.specs.map(() => null);
  const firstLearning = stack.placed.findIndex((entry) => entry.weights.some((spec) => spec.trainable));
  let dy: Tensor = logitsGradient;
  for (let i = stack.placed.length - 1; i >= firstLearning; i--) {
    const entry = stack.placed[i]!;
    const { input, weights } = tape.forwards[i]!.backward(dy, i > firstLearning);
    const trained = entry.weights.flatMap((spec, k) => (spec.trainable ? [entry.firstWeight + k] : []));
    for (const [k, place] of trained.entries()) gradients[place] = weights[k]!;
    if (!input) break;
    dy = input;
  }
  return gradients;
}

/** New values of the weights that are not trained, by place; `null` elsewhere. */
export function movedWeights(stack: Stack, tape: Tape): (Tensor | null)[] {
  return stack.placed.flatMap((entry, i) => {
    const moved = [...(tape.forwards[i]!.moved ?? [])];
    return entry.weights.map((spec) => (spec.trainable ? null : (moved.shift() ?? null)));
  });
}

import { ones, pad2d, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Backpropagation, Inspection } from '@/engine/engine';
import type { Batch, Device, Objective } from './device';
import { asEngineError } from './errors';
import type { Forward } from './layers/layer';
import { backward, forwardThrough, type Stack } from './stack';

/** What is inspected: a network's layers and weights, and images. */
export interface Inspected {
  device: Device;
  stack: Stack;
  weights: readonly Tensor[];
  /** Makes the images; called inside a tidy. */
  batch(): Batch;
}

/** What the layers make of images, and the derivatives of a logit by it (see `Inspection`). */
export async function inspect({ device, stack, weights, batch }: Inspected, output: number | null): Promise<Inspection> {
  const { activations, gradients } = tidy(() => {
    const forwards = forwardThrough(device, stack, weights, batch().images);
    return {
      activations: outputsOf(forwards),
      gradients: output === null ? [] : gradientsOf(forwards, output).map((gradient) => gradient.clone()),
    };
  });
  const [values, slopes] = await readAll(device, [activations, gradients]);
  return { activations: values, gradients: slopes.slice(1), inputGradient: slopes[0] ?? null };
}

/** What the layers make of images, and the gradient of the images' loss by the weights (see `Backpropagation`). */
export async function backpropagate({ device, stack, weights, batch }: Inspected, objective: Objective): Promise<Backpropagation> {
  const { activations, gradients: trained } = tidy(() => {
    const asked = batch();
    const forwards = forwardThrough(device, stack, weights, asked.images);
    const logits = forwards.at(-1)!.output;
    const { gradient } = asked.loss(objective, logits, null);
    const byWeight = backward(stack, { logits, forwards }, gradient);
    return { activations: outputsOf(forwards), gradients: byWeight.filter((each) => each !== null).map((each) => each.clone()) };
  });
  const [values, slopes] = await readAll(device, [activations, trained]);
  let read = 0;
  return { activations: values, gradients: stack.specs.map(({ trainable }) => (trainable ? slopes[read++]! : new Float32Array(0))) };
}

/** A layer that passes its input on returns the very same tensor; each is read and disposed of by itself. */
const outputsOf = (forwards: readonly Forward[]): Tensor[] => forwards.map(({ output }) => output.clone());

/** Reads two lists of tensors, which are disposed of whatever happens. */
async function readAll(device: Device, lists: readonly [Tensor[], Tensor[]]): Promise<[Float32Array[], Float32Array[]]> {
  try {
    const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(async (each) => (await each.data()) as Float32Array));
    return await device.guard(Promise.all([read(lists[0]), read(lists[1])]));
  } catch (error) {
    throw asEngineError(error);
  } finally {
    for (const each of lists.flat()) each.dispose();
  }
}

/** Derivatives of the logit at `output`: by the images first, then by what each layer makes. */
function gradientsOf(forwards: readonly Forward[], output: number): Tensor[] {
  const [count = 0, outputs = 0] = forwards.at(-1)!.output.shape;
  const oneHot = pad2d(ones([count, 1]) as Tensor2D, [
    [0, 0],
    [output, outputs - output - 1],
  ]);
  const gradients: Tensor[] = [oneHot];
  for (const forward of forwards.toReversed()) gradients.unshift(forward.backward(gradients[0]!, true).input!);
  return gradients;
}

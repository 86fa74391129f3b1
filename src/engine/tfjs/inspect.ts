import { ones, pad2d, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Inspection } from '@/engine/engine';
import type { Device } from './device';
import { asEngineError } from './errors';
import type { Forward } from './layers/layer';
import { forwardThrough, type Stack } from './stack';

/** What is inspected: a network's layers and weights, and images [count, height, width, 1]. */
export interface Inspected {
  device: Device;
  stack: Stack;
  weights: readonly Tensor[];
  /** Makes the images; called inside a tidy. */
  images(): Tensor;
}

/** What the layers make of images, and the derivatives of a logit by it (see `Inspection`). */
export async function inspect({ device, stack, weights, images }: Inspected, output: number | null): Promise<Inspection> {
  const { activations, gradients } = tidy(() => {
    const forwards = forwardThrough(device, stack, weights, images());
    // A layer that passes its input on returns the very same tensor; each is read and disposed of by itself.
    const own = forwards.map((forward) => forward.output.clone());
    return { activations: own, gradients: output === null ? [] : gradientsOf(forwards, output).map((gradient) => gradient.clone()) };
  });
  try {
    const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(async (each) => (await each.data()) as Float32Array));
    const [values, slopes] = await device.guard(Promise.all([read(activations), read(gradients)]));
    return { activations: values, gradients: slopes.slice(1), inputGradient: slopes[0] ?? null };
  } catch (error) {
    throw asEngineError(error);
  } finally {
    for (const each of [...activations, ...gradients]) each.dispose();
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

import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { imageBytes } from '@/dataset/image-size';
import type { Batch, ImageSource, ImageStore, Objective } from '@/engine/tfjs/device';
import { batchLoss } from './loss';

/** Images that stay bytes; each batch is copied out of them, or out of the bytes that are given for it. */
export function openImages(source: ImageSource): ImageStore {
  return { batch: (indices, images) => batchOf(source, indices, images), dispose: () => {} };
}

function batchOf(source: ImageSource, indices: Uint32Array, images: Uint8Array | undefined): Batch {
  const { height, width, channels, targets } = source;
  const values = images ? scaled(source, images) : gather(source, indices);
  return {
    images: tensor(values, [indices.length, height, width, channels]),
    loss: (objective, logits, penalty) => lossOf(objective, logits, targets, indices, penalty),
  };
}

const scaled = ({ offset, factor }: ImageSource, bytes: Uint8Array) => Float32Array.from(bytes, (byte) => (byte - offset) * factor);

function gather(source: ImageSource, indices: Uint32Array): Float32Array {
  const { pixels, offset, factor } = source;
  const size = imageBytes(source);
  const values = new Float32Array(indices.length * size);
  for (const [row, index] of indices.entries()) {
    for (let p = 0; p < size; p++) values[row * size + p] = (pixels[index * size + p]! - offset) * factor;
  }
  return values;
}

function lossOf(objective: Objective, logits: Tensor, targets: Uint8Array | null, indices: Uint32Array, penalty: Tensor | null) {
  const classes = Uint8Array.from(indices, (index) => targets?.[index] ?? 255);
  const outputs = logits.shape[1] ?? 1;
  const { loss, correct, gradient } = batchLoss(objective, logits.dataSync() as Float32Array, outputs, classes);
  return {
    gradient: tensor(gradient, logits.shape),
    result: tensor(Float32Array.of(loss + (penalty?.dataSync()[0] ?? 0), correct)),
  };
}

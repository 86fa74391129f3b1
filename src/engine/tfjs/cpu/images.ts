import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Batch, ImageSource, ImageStore } from '@/engine/tfjs/device';
import { crossEntropy } from './cross-entropy';

/** Images that stay bytes; each batch is copied out of them. */
export function openImages(source: ImageSource): ImageStore {
  return { batch: (indices) => batchOf(source, indices), dispose: () => {} };
}

function batchOf(source: ImageSource, indices: Uint32Array): Batch {
  const { height, width, targets } = source;
  return {
    images: tensor(gather(source, indices), [indices.length, height, width, 1]),
    loss: (logits, penalty) => lossOf(logits, targets, indices, penalty),
  };
}

function gather({ pixels, height, width, offset, factor }: ImageSource, indices: Uint32Array): Float32Array {
  const size = height * width;
  const values = new Float32Array(indices.length * size);
  for (const [row, index] of indices.entries()) {
    for (let p = 0; p < size; p++) values[row * size + p] = (pixels[index * size + p]! - offset) * factor;
  }
  return values;
}

function lossOf(logits: Tensor, targets: Uint8Array | null, indices: Uint32Array, penalty: Tensor | null) {
  const classes = Uint8Array.from(indices, (index) => targets?.[index] ?? 255);
  const outputs = logits.shape[1] ?? 1;
  const { loss, correct, gradient } = crossEntropy(logits.dataSync() as Float32Array, outputs, classes);
  return {
    gradient: tensor(gradient, logits.shape),
    result: tensor(Float32Array.of(loss + (penalty?.dataSync()[0] ?? 0), correct)),
  };
}

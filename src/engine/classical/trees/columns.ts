import type { PreparedData } from '@/dataset/types';
import { rowsAt, trainingLabels } from '@/engine/classical/rows';
import type { Steps } from '@/engine/classical/slices';

/** The training images turned round: all values of one pixel lie together, 60 kB for 60,000 images, which a processor keeps at hand. */
export interface Columns {
  /** Value of pixel p of image i at p * count + i. */
  values: Uint8Array;
  labels: Uint8Array;
  count: number;
  /** Pixels of an image. */
  size: number;
}

const BLOCK = 64;

/** Turns the training images round, block by block so that both sides stay at hand. */
export function* toColumns(data: PreparedData): Steps<Columns> {
  const { pixels, positions, size } = rowsAt(data, data.train);
  const count = positions.length;
  const values = new Uint8Array(count * size);
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    for (let p = 0; p < size; p++) {
      for (let i = from; i < to; i++) values[p * count + i] = pixels[positions[i]! * size + p]!;
    }
    yield { share: 0, words: 'Sorting pixels' };
  }
  return { values, labels: trainingLabels(data), count, size };
}

import type { PreparedData } from '@/dataset/types';
import type { Work } from '@/engine/classical/slices';
import { createRandom } from '@/experiment/random';

/** Surroundings that let a computation run through. */
export const free = (): Work => ({ signal: new AbortController().signal, breathe: async () => undefined });

/** Prepared data over images given as bytes: the first `train` images to learn from, the others to be tested with. */
export function preparedOf(pixels: Uint8Array, targets: Uint8Array, train: number, side: number, classes: number): PreparedData {
  const all = Uint32Array.from(targets, (_, i) => i);
  return {
    pixels,
    targets,
    classNames: Array.from({ length: classes }, (_, c) => `class ${c}`),
    height: side,
    width: side,
    channels: 1,
    train: all.slice(0, train),
    validation: new Uint32Array(),
    test: all.slice(train),
    offset: 0,
    factor: 1 / 255,
    classWeights: null,
    augmentation: null,
  };
}

/** Images of chance: class c is brighter in its own row. Few grey levels where `levels` is small, so that many distances are equal. */
export function randomData({ train = 300, test = 60, side = 6, classes = 3, levels = 256, seed = 1 } = {}): PreparedData {
  const random = createRandom(seed);
  const targets = Uint8Array.from({ length: train + test }, () => random.below(classes));
  const pixels = Uint8Array.from({ length: targets.length * side * side }, (_, at) => {
    const [image, row] = [Math.floor(at / (side * side)), Math.floor(at / side) % side];
    const bright = row === targets[image] ? 90 : 0;
    return (Math.round((random.below(levels) / (levels - 1)) * 150) + bright) * (random.next() < 0.7 ? 1 : 0);
  });
  return preparedOf(pixels, targets, train, side, classes);
}

/** The likeliest class of each row, the first of several. */
export function answersOf(probabilities: Float32Array, classes: number): number[] {
  return Array.from({ length: probabilities.length / classes }, (_, row) => {
    const shares = [...probabilities.subarray(row * classes, (row + 1) * classes)];
    return shares.indexOf(Math.max(...shares));
  });
}

/** The share of test images that are answered rightly. */
export function accuracyOn(data: PreparedData, asked: Uint32Array, probabilities: Float32Array): number {
  const answers = answersOf(probabilities, data.classNames.length);
  return answers.filter((answer, i) => answer === data.targets[asked[i]!]).length / asked.length;
}

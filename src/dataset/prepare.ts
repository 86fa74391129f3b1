import { taskClassNames, taskTarget } from '@/experiment/data/classes';
import type { DataSpec, Split } from '@/experiment/data/types';
import { createRandom, hash32, shuffle } from '@/experiment/random';
import type { Dataset, PreparedData } from './types';

/** Target of an image that the task leaves out. */
const LEFT_OUT = 255;

/** Salts that keep the streams of one seed apart. */
const SPLIT_SALT = 0x5b117;
const NOISE_SALT = 0x4015e;

/**
 * Makes a data set ready for one Experiment: targets under the task, and which images serve training, validation and test.
 * The same specification and seed give the same division.
 */
export function prepareData(dataset: Dataset, spec: DataSpec, seed: number): PreparedData {
  const pixels = concat(dataset.train.images, dataset.test.images);
  const labels = concat(dataset.train.labels, dataset.test.labels);
  const targets = labels.map((label) => taskTarget(spec.task, label) & LEFT_OUT);
  const parts = divide(targets, dataset.train.labels.length, spec.split, seed);
  const train = spec.trainSize === null ? parts.train : parts.train.slice(0, spec.trainSize);
  const classNames = taskClassNames(spec.task);
  addLabelNoise(targets, train, classNames.length, spec.labelNoise, seed);
  const { height, width } = dataset;
  return { pixels, targets, classNames, height, width, ...parts, train, ...scalingOf(spec, pixels, train, height * width) };
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

type Parts = Pick<PreparedData, 'train' | 'validation' | 'test'>;

function divide(targets: Uint8Array, trainCount: number, split: Split, seed: number): Parts {
  const all = [...targets.keys()].filter((i) => targets[i] !== LEFT_OUT);
  const order = (indices: number[]) => shuffle(indices, createRandom(hash32(seed, SPLIT_SALT)));
  if (split.kind === 'official') {
    const pool = order(all.filter((i) => i < trainCount));
    const [validation, train] = takeShares(pool, targets, [split.validationShare], split.stratified);
    return asParts(
      train,
      validation,
      all.filter((i) => i >= trainCount),
    );
  }
  const [train, validation, test] = takeShares(order(all), targets, [split.train, split.validation, split.test], split.stratified);
  return asParts(train, split.validationIsTest ? test : validation, test);
}

const asParts = (train: number[] = [], validation: number[] = [], test: number[] = []): Parts => ({
  train: Uint32Array.from(train),
  validation: Uint32Array.from(validation),
  test: Uint32Array.from(test),
});

/** Cuts shuffled indices into runs of the given shares (rounded) and the rest; stratified cuts each class alike. */
function takeShares(indices: number[], targets: Uint8Array, shares: number[], stratified: boolean): number[][] {
  if (!stratified) return cut(indices, shares);
  const perClass = groupByTarget(indices, targets);
  const parts: number[][] = [...shares, 0].map(() => []);
  for (const group of perClass.values()) {
    cut(group, shares).forEach((part, k) => {
      for (const i of part) parts[k]?.push(i);
    });
  }
  // Class after class would be the worst order to learn in for whoever forgets to shuffle.
  return parts.map((part) => part.sort((a, b) => a - b));
}

function groupByTarget(indices: number[], targets: Uint8Array): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const i of indices) {
    const group = groups.get(targets[i]!);
    if (group) group.push(i);
    else groups.set(targets[i]!, [i]);
  }
  return groups;
}

function cut(indices: number[], shares: number[]): number[][] {
  let from = 0;
  const parts = shares.map((share) => {
    const part = indices.slice(from, from + Math.round(share * indices.length));
    from += part.length;
    return part;
  });
  return [...parts, indices.slice(from)];
}

/** Gives a share of the training images a random other class. */
function addLabelNoise(targets: Uint8Array, train: Uint32Array, classes: number, share: number, seed: number): void {
  if (share === 0 || classes < 2) return;
  const random = createRandom(hash32(seed, NOISE_SALT));
  for (const i of train) {
    if (random.next() < share) targets[i] = (targets[i]! + 1 + random.below(classes - 1)) % classes;
  }
}

function scalingOf(spec: DataSpec, pixels: Uint8Array, train: Uint32Array, size: number): Pick<PreparedData, 'offset' | 'factor'> {
  if (spec.scaling === 'none') return { offset: 0, factor: 1 };
  if (spec.scaling === 'unit') return { offset: 0, factor: 1 / 255 };
  const { mean, deviation } = statistics(pixels, train, size);
  return { offset: mean, factor: deviation > 0 ? 1 / deviation : 1 };
}

/** Mean and (population) standard deviation over all pixels of the given images. */
function statistics(pixels: Uint8Array, indices: Uint32Array, size: number): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  for (const i of indices) {
    for (let k = i * size; k < (i + 1) * size; k++) {
      const value = pixels[k]!;
      sum += value;
      squares += value * value;
    }
  }
  const count = Math.max(1, indices.length * size);
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

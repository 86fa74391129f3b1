import { taskClassNames, taskTarget } from '@/experiment/data/classes';
import { datasetInfo, tableOf } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';
import { createRandom, hash32, shuffle } from '@/experiment/random';
import type { ClassWeights } from '@/experiment/training/types';
import { addedImages } from './added-drawings';
import { prepareAugmentation } from './augmentation/prepared';
import { classWeightsOf } from './class-weights';
import { divide, LEFT_OUT } from './division';
import { drawCopies } from './end-of-list';
import { prepareTable } from './tables/prepare';
import type { Dataset, PreparedData } from './types';

/** Keeps the stream of label noise apart from the others of the same seed. */
const NOISE_SALT = 0x4015e;

const ALL_ALIKE: ClassWeights = { kind: 'none' };

/**
 * Makes a data set ready for one Experiment: targets under the task, which images serve training, validation and test, how much each class
 * counts and which images are changed on the way. The same specification and seed give the same data.
 */
export function prepareData(dataset: Dataset, spec: DataSpec, seed: number, classWeights: ClassWeights = ALL_ALIKE): PreparedData {
  const [height, width] = dataset.itemShape;
  const pixels = concat(dataset.train.images, dataset.test.images);
  const labels = concat(dataset.train.labels, dataset.test.labels);
  const targets = targetsOf(labels, spec);
  const classNames = taskClassNames(spec);
  const { copies, ...parts } = divide(labelled(dataset, labels, targets, spec), spec, seed);
  const { train } = parts;
  // Copies are made before anything is mislabeled.
  const held = copies && withCopies({ pixels, labels, targets, height, width, validation: parts.validation }, copies.held, spec, seed);
  addLabelNoise(held?.targets ?? targets, train, classNames.length, spec, seed);
  const trainedCopies = copies && Uint32Array.from(copies.trained);
  const behind = held ? { pixels: held.pixels, targets: held.targets } : { pixels, targets };
  const all = withDrawings(behind, dataset, spec);
  const heldLabels = Uint8Array.from(copies?.held ?? [], (i) => labels[i]!);
  const images = { ...all.drawn, labels: concat(labels, heldLabels, all.drawn.labels), train, trainedCopies };
  const augmentation = prepareAugmentation(spec.augmentation, images, seed);
  const weights = classWeightsOf(classWeights, { targets: all.targets, train, augmentation, classNames });
  const block = { pixels: all.pixels, targets: all.targets };
  const common = { classNames, height, width, ...parts, ...held, ...block, classWeights: weights, augmentation };
  const info = tableOf(spec.dataset);
  if (info && dataset.table) return { ...common, offset: 0, factor: 1, table: prepareTable(info, dataset.table, train, spec.scaling) };
  return { ...common, ...scalingOf(spec, pixels, train, height * width) };
}

/** The block with added drawings at its end, and what is to be known of those: positions of the ones that the task does not leave out, and labels. */
function withDrawings({ pixels, targets }: Pick<PreparedData, 'pixels' | 'targets'>, { itemShape }: Dataset, spec: DataSpec) {
  const { images, labels } = addedImages(spec.drawings, itemShape);
  const firstAdded = targets.length;
  const all = labels.length === 0 ? targets : concat(targets, targetsOf(labels, spec));
  const added = Uint32Array.from(labels.keys(), (i) => firstAdded + i).filter((i) => all[i] !== LEFT_OUT);
  const { classNames } = datasetInfo(spec.dataset);
  const drawn = { firstAdded, added, labels, classNames, times: spec.drawings?.times ?? 0 };
  return { pixels: labels.length === 0 ? pixels : concat(pixels, images), targets: all, drawn };
}

/** The block with held-out copies behind the images of the data set, all of them validation images. */
function withCopies(
  {
    pixels,
    labels,
    targets,
    validation,
    ...size
  }: Pick<PreparedData, 'pixels' | 'targets' | 'validation' | 'height' | 'width'> & { labels: Uint8Array },
  originals: readonly number[],
  { augmentation: { steps }, dataset }: DataSpec,
  seed: number,
): Pick<PreparedData, 'pixels' | 'targets' | 'validation' | 'heldCopies'> | null {
  if (originals.length === 0) return null;
  const behind = originals.map((_, k) => targets.length + k);
  const { classNames } = datasetInfo(dataset);
  const nameOf = (original: number) => classNames[labels[original]!] ?? '';
  return {
    pixels: concat(pixels, drawCopies(pixels, size, originals, { steps, seed, nameOf })),
    targets: concat(
      targets,
      Uint8Array.from(originals, (i) => targets[i]!),
    ),
    validation: Uint32Array.from([...validation, ...behind]),
    heldCopies: Uint32Array.from(originals),
  };
}

const labelled = ({ train }: Dataset, labels: Uint8Array, targets: Uint8Array, spec: DataSpec) => ({
  targets,
  labels,
  trainCount: train.labels.length,
  classes: taskClassNames(spec).length,
});

/** Which images serve which purpose, without the images: positions count the training images first, then the test images, then held-out copies. */
export function splitOf(dataset: Dataset, spec: DataSpec, seed: number): Pick<PreparedData, 'train' | 'validation' | 'test'> {
  const labels = concat(dataset.train.labels, dataset.test.labels);
  const targets = targetsOf(labels, spec);
  const { copies, train, validation, test } = divide(labelled(dataset, labels, targets, spec), spec, seed);
  const behind = (copies?.held ?? []).map((_, k) => labels.length + k);
  return { train, test, validation: behind.length > 0 ? Uint32Array.from([...validation, ...behind]) : validation };
}

const targetsOf = (labels: Uint8Array, { task }: DataSpec): Uint8Array => labels.map((label) => taskTarget(task, label) & LEFT_OUT);

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Gives a share of the training images a random other class. */
function addLabelNoise(
  targets: Uint8Array,
  train: Uint32Array,
  classes: number,
  { labelNoise, labelNoiseRule }: DataSpec,
  seed: number,
): void {
  if (labelNoise === 0 || classes < 2) return;
  const random = createRandom(hash32(seed, NOISE_SALT));
  const mislabel = (i: number) => {
    targets[i] = (targets[i]! + 1 + random.below(classes - 1)) % classes;
  };
  if (labelNoiseRule === 'eachImage') {
    for (const i of train) if (random.next() < labelNoise) mislabel(i);
  } else
    shuffle(train.slice(), random)
      .subarray(0, Math.round(labelNoise * train.length))
      .forEach(mislabel);
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

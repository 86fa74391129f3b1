import { concatBytes } from '@/experiment/bytes';
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
import { imageBytes } from './image-size';
import { prepareTable } from './tables/prepare';
import type { Dataset, ImageShape, PreparedData } from './types';

/** Keeps the stream of label noise apart from the others of the same seed. */
const NOISE_SALT = 0x4015e;

const ALL_ALIKE: ClassWeights = { kind: 'none' };

/**
 * Makes a data set ready for one Experiment: targets under the task, which images serve training, validation and test, how much each class
 * counts and which images are changed on the way. The same specification and seed give the same data.
 */
export function prepareData(dataset: Dataset, spec: DataSpec, seed: number, classWeights: ClassWeights = ALL_ALIKE): PreparedData {
  const [height, width, channels] = dataset.itemShape;
  const shape = { height, width, channels };
  const own = ownBlock(dataset, spec);
  const classNames = taskClassNames(spec);
  const { copies, train, validation, test } = divide(labelled(dataset, own, spec), spec, seed);
  const held = copies?.held ?? [];
  // Copies are made before anything is mislabeled.
  const withHeld = joined(own, heldBlock(own, shape, held, spec, seed));
  addLabelNoise(withHeld.targets, train, classNames.length, spec, seed);
  const { labels, ...all } = joined(withHeld, drawnBlock(dataset, spec));
  const images = { labels, classNames: datasetInfo(spec.dataset).classNames, firstAdded: withHeld.labels.length, train };
  const shown = { trainedCopies: copies && Uint32Array.from(copies.trained), times: spec.drawings?.times ?? 0 };
  const augmentation = prepareAugmentation(spec.augmentation, { ...images, ...shown }, seed);
  const common = {
    ...all,
    classNames,
    ...shape,
    train,
    validation: withBehind(validation, own.labels.length, held.length),
    test,
    ...(held.length > 0 && { heldCopies: Uint32Array.from(held) }),
    classWeights: classWeightsOf(classWeights, { targets: all.targets, train, augmentation, classNames }),
    augmentation,
  };
  const info = tableOf(spec.dataset);
  if (info && dataset.table) return { ...common, offset: 0, factor: 1, table: prepareTable(info, dataset.table, train, spec.scaling) };
  return { ...common, ...scalingOf(spec, own.pixels, train, imageBytes(shape)) };
}

/** Images one after the other, with their targets and the labels that the data set has of them. */
interface Block {
  pixels: Uint8Array;
  targets: Uint8Array;
  labels: Uint8Array;
}

const joined = (first: Block, second: Block): Block =>
  second.labels.length === 0
    ? first
    : {
        pixels: concatBytes([first.pixels, second.pixels]),
        targets: concatBytes([first.targets, second.targets]),
        labels: concatBytes([first.labels, second.labels]),
      };

/** The images of the data set, training images first. */
function ownBlock({ train, test }: Dataset, spec: DataSpec): Block {
  const labels = concatBytes([train.labels, test.labels]);
  return { pixels: concatBytes([train.images, test.images]), targets: targetsOf(labels, spec), labels };
}

/** The changed copies that are held out. */
function heldBlock(
  { pixels, targets, labels }: Block,
  shape: ImageShape,
  originals: readonly number[],
  spec: DataSpec,
  seed: number,
): Block {
  const { classNames } = datasetInfo(spec.dataset);
  const nameOf = (original: number) => classNames[labels[original]!] ?? '';
  return {
    pixels: drawCopies(pixels, shape, originals, { steps: spec.augmentation.steps, seed, nameOf }),
    targets: Uint8Array.from(originals, (i) => targets[i]!),
    labels: Uint8Array.from(originals, (i) => labels[i]!),
  };
}

/** A person's own drawings, but for those that the task leaves out. */
function drawnBlock({ itemShape }: Dataset, spec: DataSpec): Block {
  const { drawings, task } = spec;
  const asked = drawings && { ...drawings, list: drawings.list.filter(({ label }) => taskTarget(task, label) >= 0) };
  const { images, labels } = addedImages(asked, itemShape);
  return { pixels: images, targets: targetsOf(labels, spec), labels };
}

/** Positions of validation images with those of held-out copies, which stand behind the images of the data set. */
const withBehind = (validation: Uint32Array, first: number, count: number): Uint32Array =>
  count === 0
    ? validation
    : Uint32Array.from({ length: validation.length + count }, (_, k) => validation[k] ?? first + k - validation.length);

const labelled = ({ train }: Dataset, { targets, labels }: Omit<Block, 'pixels'>, spec: DataSpec) => ({
  targets,
  labels,
  trainCount: train.labels.length,
  classes: taskClassNames(spec).length,
});

/** Which images serve which purpose, without the images: positions count the training images first, then the test images, then held-out copies. */
export function splitOf(dataset: Dataset, spec: DataSpec, seed: number): Pick<PreparedData, 'train' | 'validation' | 'test'> {
  const labels = concatBytes([dataset.train.labels, dataset.test.labels]);
  const { copies, train, validation, test } = divide(labelled(dataset, { targets: targetsOf(labels, spec), labels }, spec), spec, seed);
  return { train, test, validation: withBehind(validation, labels.length, copies?.held.length ?? 0) };
}

const targetsOf = (labels: Uint8Array, { task }: DataSpec): Uint8Array => labels.map((label) => taskTarget(task, label) & LEFT_OUT);

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

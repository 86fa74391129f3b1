import { apportion, partSizes } from '@/experiment/data/splits';
import type { DataSpec } from '@/experiment/data/types';
import { createRandom, hash32, shuffle } from '@/experiment/random';
import { cutList } from './end-of-list';
import type { PreparedData } from './types';

/** Target of an image that the task leaves out. */
export const LEFT_OUT = 255;

/** Keeps the stream of the split apart from the others of the same seed. */
const SPLIT_SALT = 0x5b117;

/** Positions by purpose. Where validation is the end of a list, `copies` are the originals of the copies that are trained on and held out. */
interface Parts extends Pick<PreparedData, 'train' | 'validation' | 'test'> {
  copies: { trained: number[]; held: number[] } | null;
}

/** The targets of all images under the task, their own labels, and how many of them are training images. */
interface Labelled {
  targets: Uint8Array;
  labels: Uint8Array;
  trainCount: number;
  /** Of the task. */
  classes: number;
}

type Dividing = Pick<DataSpec, 'split' | 'trainSize' | 'augmentation'>;

/** Images in shuffled order by stratum: a class of the task each where the split is stratified, else all in one. */
type Strata = number[][];

/**
 * Which images serve which purpose. Each stratum is cut as `partSizes` says; the training images that
 * `trainSize` leaves are shared out over the strata in proportion, so that a stratified split stays one.
 */
export function divide(images: Labelled, spec: Dividing, seed: number): Parts {
  const { targets, classes, trainCount } = images;
  const { split, trainSize } = spec;
  const included = [...targets.keys()].filter((i) => targets[i] !== LEFT_OUT);
  if (split.kind === 'endOfList') return divideList(included, images, spec, seed);
  const pool = split.kind === 'official' ? included.filter((i) => i < trainCount) : included;
  const shuffled = shuffle(pool, createRandom(hash32(seed, SPLIT_SALT)));
  const strata = split.stratified ? byTarget(shuffled, targets, classes) : [shuffled];
  const [ours, held, own] = partSizes(split, lengthsOf(strata));
  const [validation = [], train = [], rest = []] = cut(strata, [held, ours, own]);
  const test = split.kind === 'official' ? Uint32Array.from(included.filter((i) => i >= trainCount)) : listed(rest);
  const watched = split.validationIsTest ? test : listed(validation);
  return { train: listed(shortened(train, trainSize)), validation: watched, test, copies: null };
}

function divideList(included: readonly number[], { labels, trainCount }: Labelled, spec: Dividing, seed: number): Parts {
  const { train, validation, trainedCopies, heldCopies } = cutList(
    included.filter((i) => i < trainCount),
    labels,
    spec,
  );
  const shuffled = shuffle(train, createRandom(hash32(seed, SPLIT_SALT)));
  const kept = listed(shortened([shuffled], spec.trainSize));
  const inUse = new Set(kept);
  return {
    train: kept,
    validation: Uint32Array.from(validation),
    test: Uint32Array.from(included.filter((i) => i >= trainCount)),
    copies: { trained: trainedCopies.filter((i) => inUse.has(i)), held: heldCopies },
  };
}

const lengthsOf = (strata: Strata): number[] => strata.map((stratum) => stratum.length);

function byTarget(indices: number[], targets: Uint8Array, classes: number): Strata {
  const strata: Strata = Array.from({ length: classes }, () => []);
  for (const i of indices) strata[targets[i]!]?.push(i);
  return strata;
}

/** Parts of the given sizes (by stratum), one after the other. */
function cut(strata: Strata, sizes: number[][]): Strata[] {
  const from = strata.map(() => 0);
  return sizes.map((part) =>
    strata.map((stratum, k) => {
      const start = from[k]!;
      from[k] = start + part[k]!;
      return stratum.slice(start, from[k]);
    }),
  );
}

function shortened(strata: Strata, size: number | null): Strata {
  if (size === null) return strata;
  const amounts = apportion(size, lengthsOf(strata));
  return strata.map((stratum, k) => stratum.slice(0, amounts[k]));
}

/** Class after class would be the worst order to learn in for whoever forgets to shuffle. */
function listed(strata: Strata): Uint32Array {
  const indices = Uint32Array.from(strata.flat());
  return strata.length > 1 ? indices.sort() : indices;
}

import { apportion, partSizes } from '@/experiment/data/splits';
import type { DataSpec } from '@/experiment/data/types';
import { createRandom, hash32, shuffle } from '@/experiment/random';
import type { PreparedData } from './types';

/** Target of an image that the task leaves out. */
export const LEFT_OUT = 255;

/** Keeps the stream of the split apart from the others of the same seed. */
const SPLIT_SALT = 0x5b117;

type Parts = Pick<PreparedData, 'train' | 'validation' | 'test'>;

/** Images in shuffled order by stratum: a class of the task each where the split is stratified, else all in one. */
type Strata = number[][];

/**
 * Which images serve which purpose, from each image's target under the task. Each stratum is cut as `partSizes` says; the training images that
 * `trainSize` leaves are shared out over the strata in proportion, so that a stratified split stays one.
 */
export function divide(
  targets: Uint8Array,
  { classes, trainCount }: { classes: number; trainCount: number },
  { split, trainSize }: Pick<DataSpec, 'split' | 'trainSize'>,
  seed: number,
): Parts {
  const included = [...targets.keys()].filter((i) => targets[i] !== LEFT_OUT);
  const pool = split.kind === 'official' ? included.filter((i) => i < trainCount) : included;
  const shuffled = shuffle(pool, createRandom(hash32(seed, SPLIT_SALT)));
  const strata = split.stratified ? byTarget(shuffled, targets, classes) : [shuffled];
  const [ours, held, own] = partSizes(split, lengthsOf(strata));
  const [validation = [], train = [], rest = []] = cut(strata, [held, ours, own]);
  const test = split.kind === 'official' ? Uint32Array.from(included.filter((i) => i >= trainCount)) : listed(rest);
  return { train: listed(shortened(train, trainSize)), validation: split.validationIsTest ? test : listed(validation), test };
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

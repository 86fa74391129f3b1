import { pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import type { DataSpec, Split } from '@/experiment/data/types';
import apportion from './apportion.py?raw';
import { itemNames, leavesNoneOut } from './items';
import { listSplitBlocks } from './list-split';
import rounded from './rounded.py?raw';

/** Functions that divide the images into training, validation and test images as the app does, from the same seed. */
export function splitBlocks(data: DataSpec): Block[] {
  const { task, trainSize, labelNoise, labelNoiseRule } = data;
  if (data.split.kind === 'endOfList') return listSplitBlocks(data, data.split);
  // A number to be predicted is one stratum.
  const split = isNumberTask(data) ? { ...data.split, stratified: false } : data.split;
  const { items } = itemNames(data);
  const byShares = split.kind === 'official' || split.sizes === 'shares';
  const isApportioned = trainSize !== null || !byShares;
  const included = leavesNoneOut(task) ? 'np.arange(len(targets))' : 'np.flatnonzero(targets >= 0)';
  const strata = split.stratified ? '[pool[targets[pool] == k] for k in range(len(CLASS_NAMES))]' : '[pool]';
  const lines = [
    'import numpy as np',
    '',
    'def divide(targets, train_count):',
    `    """Positions of the training, validation and test ${items}.`,
    '',
    '    As the app divides them, from the same seed.',
    '    """',
    `    included = ${included}`,
    ...(split.kind === 'official'
      ? ['    pool = shuffled(included[included < train_count], mix(SEED, 0x5B117))']
      : ['    pool = shuffled(included, mix(SEED, 0x5B117))']),
    `    strata = ${strata}`,
    ...cuts(split),
    ...(trainSize === null
      ? []
      : [
          `    sizes = apportion(${pyNumber(trainSize)}, [len(part) for part in train])`,
          '    train = [part[:size] for part, size in zip(train, sizes)]',
        ]),
    ...(split.kind === 'official' ? ['    test = [included[included >= train_count]]'] : []),
    ...(split.validationIsTest ? [`    # The test ${items} are watched while training as well.`, '    validation = test'] : []),
    ...joined(split),
  ];
  // Shares of a part that takes none still round.
  const isRounded =
    (labelNoise > 0 && labelNoiseRule === 'exactShare') || (byShares && !(split.kind === 'official' && split.validationIsTest));
  return [...(isRounded ? [rounded] : []), ...(isApportioned ? [apportion] : []), lines.join('\n')];
}

/** Lines that cut each stratum into lists `train` and, where they are cut from the same images, `validation` and `test`. */
function cuts(split: Exclude<Split, { kind: 'endOfList' }>): string[] {
  if (split.kind === 'official') {
    if (split.validationIsTest) return ['    train = strata'];
    return [
      '    train, validation = [], []',
      '    for stratum in strata:',
      `        held = rounded(${pyNumber(split.validationShare)} * len(stratum))`,
      '        validation.append(stratum[:held])',
      '        train.append(stratum[held:])',
    ];
  }
  const held = split.validationIsTest ? 0 : split.validation;
  const sizes =
    split.sizes === 'shares'
      ? [
          '    trained, held, tested = [], [], []',
          '    for count in map(len, strata):',
          `        trained.append(min(count, rounded(${pyNumber(split.train)} * count)))`,
          `        held.append(min(count - trained[-1], rounded(${pyNumber(held)} * count)))`,
          '        left = count - trained[-1] - held[-1]',
          `        tested.append(min(left, rounded(${pyNumber(split.test)} * count)))`,
        ]
      : [
          '    left = [len(stratum) for stratum in strata]',
          `    trained = apportion(${pyNumber(split.train)}, left)`,
          '    left = [count - taken for count, taken in zip(left, trained)]',
          `    held = apportion(${pyNumber(held)}, left)`,
          '    left = [count - taken for count, taken in zip(left, held)]',
          `    tested = apportion(${pyNumber(split.test)}, left)`,
        ];
  return [
    ...sizes,
    '    train, validation, test = [], [], []',
    '    for stratum, a, b, c in zip(strata, held, trained, tested):',
    '        validation.append(stratum[:a])',
    '        train.append(stratum[a : a + b])',
    '        test.append(stratum[a + b : a + b + c])',
  ];
}

/** Strata are put back in the order of the data set; a single one stays shuffled. */
function joined(split: Split): string[] {
  const join = split.stratified ? 'np.sort(np.concatenate(part))' : 'np.concatenate(part)';
  return ['    parts = (train, validation, test)', `    return [${join} for part in parts]`];
}

import { pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { DataSpec, Split } from '@/experiment/data/types';
import { hasCopies, isCopied } from './copies';
import { itemNames, leavesNoneOut } from './items';
import rounded from './rounded.py?raw';

/**
 * A function that cuts the list of training images: its end is validation, with the copies last. Held-out copies stand behind all images of the data set.
 */
export function listSplitBlocks(data: DataSpec, { validationShare }: Extract<Split, { kind: 'endOfList' }>): Block[] {
  const { task, trainSize, labelNoise, labelNoiseRule } = data;
  const isWhole = leavesNoneOut(task);
  const { items } = itemNames(data);
  const lines = [
    'import math',
    'import numpy as np',
    '',
    'def divide(labels, targets, train_count):',
    `    """Positions of the training, validation and test ${items}.`,
    '',
    "    The end of the list is validation, as with Keras's validation_split.",
    '    Changed copies stand last in the list; the images whose copies are',
    '    trained on and held out are returned too.',
    '    """',
    `    listed = ${isWhole ? 'np.arange(train_count)' : 'np.flatnonzero(targets[:train_count] >= 0)'}`,
    `    copied = ${hasCopies(data) ? isCopied(data, 'listed') : 'listed[:0]'}`,
    `    share = 1 - ${pyNumber(validationShare)}`,
    '    cut = math.floor((len(listed) + len(copied)) * share)',
    '    trained = copied[: max(0, cut - len(listed))]',
    '    held = copied[len(trained) :]',
    '    train = shuffled(listed[:cut], mix(SEED, 0x5B117))',
    ...(trainSize === null ? [] : [`    train = train[:${pyNumber(trainSize)}]`, '    trained = trained[np.isin(trained, train)]']),
    '    behind = len(targets) + np.arange(len(held))',
    '    validation = np.concatenate([listed[cut:], behind])',
    `    test = ${isWhole ? 'np.arange(train_count, len(targets))' : 'np.flatnonzero(targets >= 0)'}`,
    ...(isWhole ? [] : ['    test = test[test >= train_count]']),
    '    return (train, validation, test), trained, held',
  ];
  const isRounded = labelNoise > 0 && labelNoiseRule === 'exactShare';
  return [...(isRounded ? [rounded] : []), lines.join('\n')];
}

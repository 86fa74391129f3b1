import { labelNoiseBlock } from '@/codegen/data/label-noise';
import { listParts, parts } from '@/codegen/data/parts';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import { tableOf } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';
import filled from './filled.py?raw';

/** Functions from the cells of rows to the numbers that the network is given. */
export function encodeBlocks({ dataset, scaling }: Pick<DataSpec, 'dataset' | 'scaling'>): Block[] {
  const commonest = tableOf(dataset)?.missing === 'mostFrequent' ? 'True' : 'levels is not None';
  return [
    filled,
    scaleBlock(scaling),
    [
      'import numpy as np',
      '',
      'def encode(columns, train):',
      '    """The numbers of each row: categories one-hot, numbers scaled."""',
      '    parts = []',
      '    for name, levels in COLUMNS.items():',
      `        values = filled(columns[name], train, ${commonest})`,
      '        if levels is None:',
      '            parts.append(scale(values, train)[:, np.newaxis])',
      '        else:',
      '            parts.append(np.eye(len(levels))[values.astype(np.int64)])',
      '    return np.concatenate(parts, axis=1).astype(np.float32)',
    ].join('\n'),
  ];
}

/** As images are scaled, but each column by itself; what is constant is only shifted. */
function scaleBlock(scaling: DataSpec['scaling']): Block {
  const { words, body } = {
    unit: {
      words: 'A column from 0 to 1 over the training rows.',
      body: ['    low, high = values[train].min(), values[train].max()', '    return (values - low) / ((high - low) or 1)'],
    },
    standardized: {
      words: 'A column with mean 0 and deviation 1 over the training rows.',
      body: ['    mean, deviation = spread(values[train])', '    return (values - mean) / deviation'],
    },
    none: { words: 'A column as it is.', body: ['    return values'] },
  }[scaling];
  const unused = scaling === 'none' ? '_' : 'train';
  return [`def scale(values, ${unused}):`, `    """${words}"""`, ...body].join('\n');
}

/** Mean and deviation, without the last digit that would blow up what is constant. */
const SPREAD: Block = `def spread(values):
    """Mean and deviation of numbers; 1 where all are the same."""
    if values.min() == values.max():
        return values[0], 1.0
    return values.mean(), values.std()`;

/** The function that reads the rows, says which of them serve what, and makes numbers of them. */
export function prepareRowsBlocks(data: DataSpec): Block[] {
  const { task, split } = data;
  const isNumber = isNumberTask(data);
  const noise = data.labelNoise > 0 && !isNumber;
  const classes = task.kind === 'classes' ? 'labels.astype(np.int64)' : 'np.array(TARGETS)[labels.astype(np.int64)]';
  const lines = [
    'import json',
    'from types import SimpleNamespace',
    'import numpy as np',
    '',
    'def prepare(path, split_file):',
    '    """Read the rows, say which serve what, and make numbers of them.',
    '',
    '    Positions count the training rows first, then the test rows.',
    '    """',
    '    columns, labels = read(path)',
    `    targets = ${isNumber ? 'np.zeros(len(labels), np.int64)' : classes}`,
    ...(split.kind === 'endOfList' ? listParts(false, 'TRAIN_ROWS') : parts('TRAIN_ROWS')),
    '    train, validation, test = (np.array(part, np.int64) for part in parts)',
    ...(noise ? ['    add_label_noise(targets, train)'] : []),
    ...(isNumber
      ? [
          '    # The network learns the target in deviations from its mean.',
          '    mean, deviation = spread(labels[train])',
          '    targets = ((labels - mean) / deviation).astype(np.float32)',
        ]
      : []),
    '    return SimpleNamespace(',
    '        inputs=encode(columns, train),',
    '        targets=targets,',
    ...(isNumber ? ['        values=labels,', '        mean=mean,', '        deviation=deviation,'] : []),
    '        train=train,',
    '        validation=validation,',
    '        test=test,',
    '        items=train,',
    '    )',
  ];
  return [...(noise ? [labelNoiseBlock(data)] : []), ...(isNumber || data.scaling === 'standardized' ? [SPREAD] : []), lines.join('\n')];
}

import { pyList, pyNumber, pyString } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { isNumberTask, taskClassNames, taskTarget } from '@/experiment/data/classes';
import { datasetInfo, tableOf } from '@/experiment/data/datasets';
import { labelsOf } from '@/experiment/data/labels';
import type { DataSpec } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { classList, hasCopies, isCopied } from './copies';
import { itemNames } from './items';
import { labelNoiseBlock } from './label-noise';
import { listParts, parts } from './parts';
import { dataFileName } from './saved/data-file';
import { encodeBlocks, prepareRowsBlocks } from './saved/rows';

/** What the classes are called, and which class each label of the data set is. */
export function taskConstants(data: DataSpec): string {
  const { task } = data;
  if (isNumberTask(data)) return `# Of the number that is predicted.\nUNIT = ${pyString(unitOf(data))}`;
  const names = `CLASS_NAMES = ${pyList(taskClassNames(data).map(pyString), 14)}`;
  if (task.kind === 'classes') return names;
  const targets = labelsOf(data).map((label) => pyNumber(taskTarget(task, label)));
  return [names, '# The class of each label of the data set, -1 where it is left out.', `TARGETS = ${pyList(targets, 10)}`].join('\n');
}

const unitOf = ({ dataset }: DataSpec): string => {
  const target = tableOf(dataset)?.target;
  return target?.kind === 'number' ? (target.unit ?? '') : '';
};

/** Functions that read the files and make the images, their classes and the three sets ready. */
export function prepareBlocks(experiment: Experiment): Block[] {
  const { data } = experiment;
  if (tableOf(data.dataset)) return prepareRowsBlocks(data);
  const noise = data.labelNoise > 0;
  const copies = hasCopies(data);
  const saved = dataFileName(data.dataset) !== null;
  const isList = data.split.kind === 'endOfList';
  const ofClasses = data.augmentation.steps.length > 0 && data.augmentation.classes !== null;
  const lines = [
    'import json',
    'from types import SimpleNamespace',
    'import numpy as np',
    '',
    `def prepare(${saved ? 'path' : 'folder'}, split_file):`,
    '    """Read the images and say which of them serve what.',
    '',
    '    Positions count the training images first, then the test images.',
    '    """',
    ...(saved
      ? ['    train_images, train_labels, test_images, test_labels = read(path)']
      : ['    train_images, train_labels, test_images, test_labels = (', '        read(folder, name) for name in FILES', '    )']),
    '    pixels = np.concatenate([train_images, test_images])',
    '    labels = np.concatenate([train_labels, test_labels])',
    data.task.kind === 'classes' ? '    targets = labels.astype(np.int64)' : '    targets = np.array(TARGETS)[labels]',
    ...(isList ? listParts(copies, 'len(train_labels)') : parts('len(train_labels)')),
    '    train, validation, test = (np.array(part, np.int64) for part in parts)',
    ...(isList && copies ? HELD_OUT : []),
    ...(noise ? ['    add_label_noise(targets, train)'] : []),
    ...(copies && !isList ? [`    copies = ${isCopied(data, 'train')}`] : []),
    '    return SimpleNamespace(',
    '        pixels=pixels,',
    ...(ofClasses && !copies ? ['        labels=labels,'] : []),
    '        targets=targets,',
    '        train=train,',
    '        validation=validation,',
    '        test=test,',
    copies ? '        items=np.concatenate([train, copies]),' : '        items=train,',
    ...(data.scaling === 'standardized'
      ? ['        mean=float(pixels[train].mean()),', '        deviation=float(pixels[train].std()),']
      : []),
    '    )',
  ];
  return [...(noise ? [labelNoiseBlock(data)] : []), lines.join('\n')];
}

const HELD_OUT = [
  '    # Copies that are held out are drawn once, before anything is mislabeled.',
  '    pixels = np.concatenate([pixels, augment(pixels[held], 0, held)])',
  '    targets = np.concatenate([targets, targets[held]])',
];

/** Functions to the numbers that the network is given: from bytes batch by batch, from the cells of rows once. */
export const scaleBlocks = (data: DataSpec): Block[] => (tableOf(data.dataset) ? encodeBlocks(data) : [pixelsBlock(data)]);

function pixelsBlock({ scaling }: DataSpec): Block {
  const body = {
    unit: ['    return images.astype(np.float32) / 255'],
    standardized: ['    return (images.astype(np.float32) - data.mean) / (data.deviation or 1)'],
    none: ['    return images.astype(np.float32)'],
  }[scaling];
  const words = {
    unit: 'Pixels from 0 to 1.',
    standardized: 'Pixels with mean 0 and deviation 1 over the training images.',
    none: 'Pixels as they are, from 0 to 255.',
  }[scaling];
  const arguments_ = scaling === 'standardized' ? 'images, data' : 'images';
  return ['import numpy as np', '', `def scale(${arguments_}):`, `    """${words}"""`, ...body].join('\n');
}

/** Whether items are scaled by what `data` knows of the training images. */
export const scalesByData = ({ dataset, scaling }: DataSpec): boolean => scaling === 'standardized' && !tableOf(dataset);

/** Items as the network is given them: images scaled, with a place for channels behind gray ones; rows are ready. */
export function scaled(data: DataSpec, items: string): string {
  if (tableOf(data.dataset)) return items;
  return scalesByData(data) ? `scale(${items}, data)` : `scale(${items})`;
}

/** Whether images have a value for each channel, behind one another. */
export const isColor = ({ dataset }: Pick<DataSpec, 'dataset'>): boolean => datasetInfo(dataset).itemShape[2] > 1;

/** A function that gives the batches of an epoch in the app's order. */
export function batchesBlock({ augmentation, ...data }: DataSpec): Block {
  const { items, array } = itemNames(data);
  const isChanged = augmentation.steps.length > 0;
  const which =
    augmentation.mode === 'addCopies'
      ? ['        changed = batch >= len(data.train)']
      : augmentation.classes === null
        ? []
        : [`        changed = np.isin(data.labels[positions], ${pyList(classList({ augmentation, ...data }))})`];
  const change =
    which.length === 0
      ? ['        images = augment(images, epoch, positions)']
      : [...which, '        images[changed] = augment(', '            images[changed], epoch, positions[changed]', '        )'];
  return [
    ...(which.some((line) => line.includes('np.')) ? ['import numpy as np', ''] : []),
    'def batches(data, epoch):',
    `    """${items === 'images' ? 'Images' : 'Rows'} and ${isNumberTask(data) ? 'targets' : 'classes'} of each batch, in the order of the app."""`,
    '    order = shuffled(range(len(data.items)), mix(SEED, 0x5FF1E, epoch))',
    '    for first in range(0, len(order), BATCH_SIZE):',
    '        batch = order[first : first + BATCH_SIZE]',
    '        positions = data.items[batch]',
    `        ${items} = data.${array}[positions]`,
    ...(isChanged ? change : []),
    `        yield ${items}, data.targets[positions]`,
  ].join('\n');
}

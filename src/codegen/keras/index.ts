import { augmentationBlocks } from '@/codegen/data/augmentation';
import { batchesBlock, prepareBlocks, scaleBlocks } from '@/codegen/data/prepare';
import random from '@/codegen/data/random.py?raw';
import { savedBlocks } from '@/codegen/data/saved/source';
import { sourceBlocks } from '@/codegen/data/source';
import { splitBlocks } from '@/codegen/data/split';
import { settingsBlock } from '@/codegen/settings';
import explained from '@/codegen/training/explained.py?raw';
import report from '@/codegen/training/report.py?raw';
import reportNumbers from '@/codegen/training/report-numbers.py?raw';
import type { Block, Facts } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { mainBlock } from './main';
import { modelBlocks } from './model';
import { probabilitiesBlock } from './objective';
import { trainBlocks } from './train';
import weights from './weights.py?raw';

/** What Keras has no equivalent of. */
export function kerasRefusals({ training }: Experiment): string[] {
  const { schedule, warmupEpochs } = training;
  if (schedule.kind !== 'reduceOnPlateau' || warmupEpochs === 0) return [];
  return [
    'Keras cannot combine warm-up with “reduce on plateau”: its callback needs a learning rate that nothing else changes. Set warm-up to 0, choose another schedule, or export for PyTorch.',
  ];
}

/** All blocks of the Keras program, in the order of the file. */
export function kerasBlocks(experiment: Experiment, { source, validates, fileStem }: Facts): Block[] {
  const { data } = experiment;
  const { steps } = data.augmentation;
  return [
    settingsBlock(experiment),
    ...(source ? sourceBlocks(source) : savedBlocks(data.dataset)),
    random,
    ...splitBlocks(data),
    ...prepareBlocks(experiment),
    ...scaleBlocks(data),
    ...(steps.length > 0 ? augmentationBlocks(data) : []),
    batchesBlock(data),
    ...modelBlocks(experiment),
    weights,
    ...trainBlocks(experiment, validates),
    ...(isNumberTask(data) ? [explained, reportNumbers] : [probabilitiesBlock(experiment), report]),
    mainBlock(data, fileStem),
  ];
}

/** How the file is run and what it needs, for its head. */
export const runningKeras = (fileName: string): string[] => [
  `    python ${fileName}`,
  `    python ${fileName} --distribute`,
  '',
  'Needs Python 3.9, NumPy, and Keras 3 with any backend; --distribute needs one',
  'whose keras.distribution works, such as JAX.',
];

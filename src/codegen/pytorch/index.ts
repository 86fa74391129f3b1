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
import { rateBlock } from '@/codegen/training/schedule';
import type { Block, Facts } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { clipBlock } from './clipping';
import { evaluateBlocks } from './evaluate';
import initialize from './initialize.py?raw';
import { mainBlocks, PROCESSES } from './main';
import { hasPenalty, networkBlocks } from './network';
import { objectiveBlocks } from './objective';
import { plateauBlock } from './plateau';
import { trainBlocks } from './train';
import weights from './weights.py?raw';

/** All blocks of the PyTorch program, in the order of the file. */
export function pytorchBlocks(experiment: Experiment, facts: Facts): Block[] {
  const { data, training } = experiment;
  const { steps } = data.augmentation;
  const { schedule } = training;
  const [constants = '', ...files] = facts.source ? sourceBlocks(facts.source) : savedBlocks(data.dataset);
  const blocks: (Block | null)[] = [
    settingsBlock(experiment),
    constants,
    PROCESSES,
    ...files,
    random,
    ...splitBlocks(data),
    ...prepareBlocks(experiment),
    ...scaleBlocks(data),
    ...(steps.length > 0 ? augmentationBlocks(data) : []),
    batchesBlock(data),
    ...networkBlocks(experiment),
    initialize,
    weights,
    ...objectiveBlocks(experiment),
    ...(schedule.kind === 'reduceOnPlateau' ? [plateauBlock(schedule)] : []),
    rateBlock(training),
    clipBlock(training.clipping),
    ...evaluateBlocks(data, hasPenalty(experiment)),
    ...trainBlocks(experiment, facts.validates),
    ...(isNumberTask(data) ? [explained, reportNumbers] : [report]),
    ...mainBlocks(data, facts.fileStem),
  ];
  return blocks.filter((block) => block !== null);
}

/** How the file is run, for its head. */
export const runningPytorch = (fileName: string): string[] => [
  `    python ${fileName}`,
  `    torchrun --nproc_per_node=4 ${fileName}`,
  '',
  'Needs Python 3.9, NumPy, and PyTorch 1.13 or later.',
];

import { CLASS_WEIGHTS, type ClassWeights } from '@/experiment/training/class-weights';
import { CLIPPINGS } from '@/experiment/training/clipping';
import { LOSSES, type Loss } from '@/experiment/training/losses';
import { MONITORS } from '@/experiment/training/monitors';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { scheduleEntry } from '@/experiment/training/schedules';
import type { Clipping, EarlyStopping, Optimizer, TrainingSpec } from '@/experiment/training/types';
import { epochsInWords, formatNumber } from './numbers';
import { changedFields, optionPhrases } from './options';

// Settings of several phrases are lists of them: a table joins them with commas, a line with dots.

/** The optimizer, and those of its options that are not Keras's. */
export function optimizerPhrases(optimizer: Optimizer): string[] {
  const { title, defaults, fields } = OPTIMIZERS[optimizer.kind];
  return [title, ...optionPhrases(changedFields(fields, optimizer, defaults), optimizer)];
}

/** How the learning rate moves. */
export const schedulePhrases = ({ schedule, warmupEpochs }: Pick<TrainingSpec, 'schedule' | 'warmupEpochs'>): string[] => [
  scheduleEntry(schedule).words(schedule),
  ...(warmupEpochs === 0 ? [] : [`warm-up ${epochsInWords(warmupEpochs)}`]),
];

export const lossWords = (loss: Loss): string => LOSSES[loss].title.toLowerCase();

export const CLASS_WEIGHT_WORDS = {
  long(classWeights: ClassWeights): string {
    if (classWeights.kind === 'custom') return classWeights.weights.map(formatNumber).join(', ');
    return classWeights.kind === 'none' ? 'none' : CLASS_WEIGHTS[classWeights.kind].title.toLowerCase();
  },
  short: ({ kind }: ClassWeights): string =>
    ({ none: 'no class weights', balanced: 'classes balanced', custom: 'custom class weights' })[kind],
};

export const CLIPPING_WORDS = {
  long: (clipping: Clipping): string =>
    clipping.kind === 'none' ? 'none' : `${CLIPPINGS[clipping.kind].title.toLowerCase()} at ${formatNumber(clipping.limit)}`,
  short: (clipping: Clipping): string => (clipping.kind === 'none' ? 'no clipping' : `clipped ${CLIPPING_WORDS.long(clipping)}`),
};

/** When a run ends before its last epoch. */
export function stoppingPhrases({ monitor, patience, minDelta, restoreBestWeights }: EarlyStopping): string[] {
  const least = minDelta === 0 ? '' : ` by ${formatNumber(minDelta)}`;
  const rule = `after ${epochsInWords(patience)} without better ${MONITORS[monitor].title}${least}`;
  return [rule, ...(restoreBestWeights ? ['best weights restored'] : [])];
}

export const stoppingInShort = (stopping: EarlyStopping | null): string =>
  stopping ? `early stopping, patience ${formatNumber(stopping.patience)}` : 'no early stopping';

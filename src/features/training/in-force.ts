import { MONITORS } from '@/experiment/training/monitors';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Clipping, EarlyStopping, Monitor, Optimizer, TrainingSpec } from '@/experiment/training/types';
import { NO_NUMBER } from '@/experiment/words/numbers';
import { changedFields, optionPhrases } from '@/experiment/words/options';
import { CLASS_WEIGHT_WORDS, CLIPPING_WORDS, lossWords, schedulePhrases, stoppingPhrases } from '@/experiment/words/training';

/** What a fold says is in force, and whether that is not what everybody starts with. */
export interface InForce {
  words: string;
  changed: boolean;
}

/** Beside the field that is being typed into, a dash would read as a minus: a number still to come is a "?". */
const line = (phrases: readonly string[]): string => phrases.join(' · ').replaceAll(NO_NUMBER, '?');

/** The optimizer's own options, and how gradients are limited before it sees them. */
export function optimizerInForce(optimizer: Optimizer, clipping: Clipping): InForce {
  const { fields, defaults } = OPTIMIZERS[optimizer.kind];
  return {
    words: line([...optionPhrases(fields, optimizer), CLIPPING_WORDS.short(clipping)]),
    changed: clipping.kind !== 'none' || changedFields(fields, optimizer, defaults).length > 0,
  };
}

/** How the learning rate moves. */
export const scheduleInForce = (training: Pick<TrainingSpec, 'schedule' | 'warmupEpochs'>): InForce => ({
  words: line(schedulePhrases(training)),
  changed: training.schedule.kind !== 'constant' || training.warmupEpochs !== 0,
});

/** What is minimized, and how much each class counts in it. */
export function lossInForce({ loss, classWeights }: Pick<TrainingSpec, 'loss' | 'classWeights'>): InForce {
  const weighted = classWeights.kind !== 'none';
  return {
    words: line([lossWords(loss), ...(weighted ? [CLASS_WEIGHT_WORDS.short(classWeights)] : [])]),
    changed: loss !== 'crossEntropy' || weighted,
  };
}

/** When a run ends before its last epoch. */
export const stoppingInForce = (stopping: EarlyStopping | null): InForce => ({
  words: stopping ? line(stoppingPhrases(stopping)) : 'off',
  changed: stopping !== null,
});

/** What a reader of the plan is told where there can be none. */
export const noPlanWords = (monitor: Monitor): string =>
  `No plan can be drawn: when it falls, the run's ${MONITORS[monitor].title} decides.`;

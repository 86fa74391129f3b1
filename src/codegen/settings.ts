import { pyNumber } from '@/codegen/python/literals';
import type { Experiment } from '@/experiment/experiment';
import { taskConstants } from './data/prepare';

/** The numbers that a reader wants to change first. */
export const settingsBlock = ({ data, training }: Experiment): string =>
  [
    `SEED = ${pyNumber(training.seed)}`,
    `BATCH_SIZE = ${pyNumber(training.batchSize)}`,
    `EPOCHS = ${pyNumber(training.epochs)}`,
    `LEARNING_RATE = ${pyNumber(training.learningRate)}`,
    taskConstants(data),
  ].join('\n');

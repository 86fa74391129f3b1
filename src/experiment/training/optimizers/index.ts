import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { at, optionIssues, type SettingIssue } from '@/experiment/setting-issue';
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { adamw } from './adamw';
import type { OptimizerEntry } from './entry';
import { momentum } from './momentum';
import { nadam } from './nadam';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

/** The optimizers, in the order in which they are offered. An engine whose own table lacks one of them does not compile. */
export const OPTIMIZERS = choiceTable({ sgd, momentum, rmsprop, adam, adagrad, adadelta, adamax, adamw, nadam });

/** An optimizer with its own options (Keras's words). The learning rate stands beside it, in TrainingSpec. */
export type Optimizer = ValueOf<typeof OPTIMIZERS>;

export type OptimizerName = keyof typeof OPTIMIZERS;

export const OPTIMIZER_NAMES = keysOf(OPTIMIZERS);

const entryOf = ({ kind }: Optimizer): OptimizerEntry<Optimizer> => OPTIMIZERS[kind] as unknown as OptimizerEntry<Optimizer>;

/** What is wrong with an optimizer's options, at `optimizer.<option>`, and what is to be said about its learning rate, at `learningRate`. */
export function optimizerIssues(optimizer: Optimizer, learningRate: number): SettingIssue[] {
  const { fields, rateIssues } = entryOf(optimizer);
  return [...at('optimizer', optionIssues(fields, optimizer)), ...(rateIssues?.(learningRate) ?? [])];
}

/** The arrays that an optimizer keeps for each trainable weight, in this order: each one's name and the number it is filled with at first. */
export const slotsOf = (optimizer: Optimizer): Readonly<Record<string, number>> => entryOf(optimizer).slots(optimizer);

/** The names of an optimizer's slots, in order. */
export const slotNames = (optimizer: Optimizer): string[] => Object.keys(slotsOf(optimizer));

import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
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

/** The arrays that an optimizer keeps for each trainable weight, in this order: each one's name and the number it is filled with at first. */
export const slotsOf = (optimizer: Optimizer): Readonly<Record<string, number>> =>
  (OPTIMIZERS[optimizer.kind] as unknown as OptimizerEntry<Optimizer>).slots(optimizer);

/** The names of an optimizer's slots, in order. */
export const slotNames = (optimizer: Optimizer): string[] => Object.keys(slotsOf(optimizer));

import * as v from 'valibot';

import type { OutputActivation } from '@/experiment/data/tasks/entry';

/**
 * What training minimizes, L1 / L2 added. `crossEntropy` is categorical or binary as the task's output asks; `meanSquaredError` is the mean
 * over the outputs of (probability - target) squared, targets one-hot (or 0 / 1 for one sigmoid output). Where a number is predicted,
 * the error is that of the standardized target: in units of its deviation over the training rows.
 */
export const LOSSES = {
  crossEntropy: {
    title: 'Cross-entropy',
    help: 'Punishes confident mistakes most; categorical for several classes, binary for two.',
    /** Keras's name for it, by the activation of the output layer; `null` where it makes no sense. */
    titles: { softmax: 'Categorical cross-entropy', sigmoid: 'Binary cross-entropy', linear: null },
  },
  meanSquaredError: {
    title: 'Mean squared error',
    help: 'The squared distance of the outputs from what they should be; learns more slowly from confident mistakes.',
    titles: { softmax: 'Mean squared error', sigmoid: 'Mean squared error', linear: 'Mean squared error' },
  },
  meanAbsoluteError: {
    title: 'Mean absolute error',
    help: 'The distance of the predicted number from the true one: a few rows that are far off count less than with squares.',
    titles: { softmax: null, sigmoid: null, linear: 'Mean absolute error' },
  },
  huber: {
    title: 'Huber',
    help: 'Squared for small errors, absolute for errors above one deviation of the target.',
    titles: { softmax: null, sigmoid: null, linear: 'Huber' },
  },
} as const satisfies Record<string, { title: string; help: string; titles: Record<OutputActivation, string | null> }>;

export type Loss = keyof typeof LOSSES;

export const LOSS_KINDS = Object.keys(LOSSES) as [Loss, ...Loss[]];

export const lossSchema = v.picklist(LOSS_KINDS);

/** The loss as Keras calls it for the outputs at hand. */
export const lossTitle = (loss: Loss, output: OutputActivation): string => LOSSES[loss].titles[output] ?? LOSSES[loss].title;

/** The losses that make sense for the outputs at hand. */
export const lossesFor = (output: OutputActivation): Loss[] => LOSS_KINDS.filter((loss) => LOSSES[loss].titles[output] !== null);

/** The losses of classes. */
export type ClassLoss = { [L in Loss]: (typeof LOSSES)[L]['titles']['softmax'] extends null ? never : L }[Loss];

/** The losses of numbers. */
export type NumberLoss = { [L in Loss]: (typeof LOSSES)[L]['titles']['linear'] extends null ? never : L }[Loss];

const isClassLoss = (loss: Loss): loss is ClassLoss => LOSSES[loss].titles.softmax !== null;
const isNumberLoss = (loss: Loss): loss is NumberLoss => LOSSES[loss].titles.linear !== null;

/** Throws an Error where a loss is for numbers alone. */
export function asClassLoss(loss: Loss): ClassLoss {
  if (!isClassLoss(loss)) throw new Error(`${LOSSES[loss].title} is a loss for numbers, not for classes.`);
  return loss;
}

/** Throws an Error where a loss is for classes alone. */
export function asNumberLoss(loss: Loss): NumberLoss {
  if (!isNumberLoss(loss)) throw new Error(`${LOSSES[loss].title} is a loss for classes, not for numbers.`);
  return loss;
}

import * as v from 'valibot';

/**
 * What training minimizes, L1 / L2 added. `crossEntropy` is categorical or binary as the task's output asks; `meanSquaredError` is the mean
 * over the outputs of (probability - target) squared, targets one-hot (or 0 / 1 for one sigmoid output).
 */
export const LOSSES = {
  crossEntropy: {
    title: 'Cross-entropy',
    help: 'Punishes confident mistakes most; categorical for several classes, binary for two.',
    /** Keras's name for it, by the activation of the output layer. */
    titles: { softmax: 'Categorical cross-entropy', sigmoid: 'Binary cross-entropy' },
  },
  meanSquaredError: {
    title: 'Mean squared error',
    help: 'The squared distance of the outputs from what they should be; learns more slowly from confident mistakes.',
    titles: { softmax: 'Mean squared error', sigmoid: 'Mean squared error' },
  },
} as const;

export type Loss = keyof typeof LOSSES;

export const LOSS_KINDS = Object.keys(LOSSES) as [Loss, ...Loss[]];

export const lossSchema = v.picklist(LOSS_KINDS);

/** The losses as Keras calls them for the outputs at hand. */
export const lossTitle = (loss: Loss, output: 'softmax' | 'sigmoid'): string => LOSSES[loss].titles[output];

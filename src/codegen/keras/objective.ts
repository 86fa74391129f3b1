import type { Block } from '@/codegen/types';
import { taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { asClassLoss, asNumberLoss, type ClassLoss, type NumberLoss } from '@/experiment/training/losses';

interface WrittenObjective {
  /** The loss as `compile` takes it. */
  loss: string;
  metric: string;
  blocks: Block[];
}

const SQUARED_SOFTMAX = `from keras import ops

def squared_error(targets, logits):
    """Mean squared error of the probabilities of each image."""
    classes = ops.cast(ops.reshape(targets, (-1,)), "int32")
    wanted = ops.one_hot(classes, len(CLASS_NAMES))
    errors = ops.softmax(logits, axis=-1) - wanted
    return ops.mean(ops.square(errors), axis=-1)`;

const SQUARED_SIGMOID = `from keras import ops

def squared_error(targets, logits):
    """Squared error of the probability of each image."""
    errors = ops.sigmoid(logits) - ops.cast(targets, logits.dtype)
    return ops.mean(ops.square(errors), axis=-1)`;

const BINARY_ACCURACY = `from keras import ops

def accuracy(targets, logits):
    """Whether each image is on its side of 0."""
    hits = ops.equal(ops.cast(targets, "bool"), logits > 0)
    return ops.mean(ops.cast(hits, "float32"), axis=-1)`;

/** Each loss over several classes and over one sigmoid output; a loss left out is a compile error. */
const LOSSES: Record<ClassLoss, { softmax: { loss: string; blocks: Block[] }; sigmoid: { loss: string; blocks: Block[] } }> = {
  crossEntropy: {
    softmax: { loss: 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)', blocks: [] },
    sigmoid: { loss: 'keras.losses.BinaryCrossentropy(from_logits=True)', blocks: [] },
  },
  meanSquaredError: {
    softmax: { loss: 'squared_error', blocks: [SQUARED_SOFTMAX] },
    sigmoid: { loss: 'squared_error', blocks: [SQUARED_SIGMOID] },
  },
};

/** Each loss of a number; Huber's changes at an error of 1, as the app's does. */
const NUMBER_LOSSES: Record<NumberLoss, string> = {
  meanSquaredError: 'keras.losses.MeanSquaredError()',
  meanAbsoluteError: 'keras.losses.MeanAbsoluteError()',
  huber: 'keras.losses.Huber()',
};

/** Loss and accuracy of logits; of numbers the loss and R2. */
export function writeObjective({ data, training }: Experiment): WrittenObjective {
  const { activation } = taskOutput(data);
  if (activation === 'linear')
    return { loss: NUMBER_LOSSES[asNumberLoss(training.loss)], metric: 'keras.metrics.R2Score(name="r2")', blocks: [] };
  const { loss, blocks } = LOSSES[asClassLoss(training.loss)][activation === 'sigmoid' ? 'sigmoid' : 'softmax'];
  if (activation === 'sigmoid') return { loss, metric: 'accuracy', blocks: [...blocks, BINARY_ACCURACY] };
  return { loss, metric: 'keras.metrics.SparseCategoricalAccuracy("accuracy")', blocks };
}

/** A function from logits to the probability of each class. */
export function probabilitiesBlock({ data }: Experiment): Block {
  const { activation } = taskOutput(data);
  const body =
    activation === 'sigmoid'
      ? ['    second = 1 / (1 + np.exp(-logits))', '    return np.concatenate([1 - second, second], axis=1)']
      : ['    powers = np.exp(logits - logits.max(axis=1, keepdims=True))', '    return powers / powers.sum(axis=1, keepdims=True)'];
  return ['import numpy as np', '', 'def probabilities(logits):', '    """The probability of each class."""', ...body].join('\n');
}

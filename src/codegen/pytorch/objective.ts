import type { Block } from '@/codegen/types';
import { taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { asClassLoss, asNumberLoss, type ClassLoss, type NumberLoss } from '@/experiment/training/losses';

/** Each loss of an image from logits, over several classes and over one sigmoid output; a loss left out is a compile error. */
const LOSSES: Record<ClassLoss, { words: string; softmax: string[]; sigmoid: string[] }> = {
  crossEntropy: {
    words: 'Cross-entropy of each image.',
    softmax: ['return F.cross_entropy(logits, targets, reduction="none")'],
    sigmoid: ['return F.binary_cross_entropy_with_logits(', '    logits[:, 0], targets.to(logits.dtype), reduction="none"', ')'],
  },
  meanSquaredError: {
    words: 'Mean squared error of the probabilities of each image.',
    softmax: ['wanted = F.one_hot(targets, logits.shape[1])', 'return (F.softmax(logits, dim=1) - wanted).square().mean(dim=1)'],
    sigmoid: ['return (torch.sigmoid(logits[:, 0]) - targets).square()'],
  },
};

/** Each loss of a number; Huber's changes at an error of 1, as the app's does. */
const NUMBER_LOSSES: Record<NumberLoss, { words: string; call: string }> = {
  meanSquaredError: { words: 'Squared error of each row.', call: 'mse_loss' },
  meanAbsoluteError: { words: 'Absolute error of each row.', call: 'l1_loss' },
  huber: { words: 'Huber loss of each row.', call: 'huber_loss' },
};

function numberLossBlock(loss: NumberLoss): Block {
  const { words, call } = NUMBER_LOSSES[loss];
  return [
    'import torch.nn.functional as F',
    '',
    'def losses(outputs, targets):',
    `    """${words}"""`,
    `    return F.${call}(outputs[:, 0], targets, reduction="none")`,
  ].join('\n');
}

const VARIANCE: Block = `import numpy as np

def variance(data, positions):
    """How much the targets of some rows vary, which R2 is a share of."""
    return np.var(data.targets[positions], dtype=np.float64)`;

/** Functions of logits: the loss of each image, its predicted class, its probabilities. */
export function objectiveBlocks({ data, training }: Experiment): Block[] {
  const activation = taskOutput(data).activation;
  if (activation === 'linear') return [numberLossBlock(asNumberLoss(training.loss)), VARIANCE];
  const { words, [activation === 'sigmoid' ? 'sigmoid' : 'softmax']: body } = LOSSES[asClassLoss(training.loss)];
  const text = body.join('\n');
  const losses = [
    ...(text.includes('F.') ? ['import torch.nn.functional as F'] : []),
    ...(text.includes('torch.') ? ['import torch'] : []),
    '',
    'def losses(logits, targets):',
    `    """${words}"""`,
    ...body.map((line) => `    ${line}`),
  ];
  const answers =
    activation === 'sigmoid'
      ? {
          predicted: ['    return (logits[:, 0] > 0).long()'],
          probabilities: ['    second = torch.sigmoid(logits[:, 0])', '    return torch.stack([1 - second, second], dim=1)'],
        }
      : { predicted: ['    return logits.argmax(dim=1)'], probabilities: ['    return torch.softmax(logits, dim=1)'] };
  return [
    losses.join('\n').trim(),
    ['def predicted(logits):', '    """The most likely class of each image."""', ...answers.predicted].join('\n'),
    ['import torch', '', 'def probabilities(logits):', '    """The probability of each class."""', ...answers.probabilities].join('\n'),
  ];
}

import type { LineKind } from '@/metrics/walkthrough/algorithm';

/** What each line of the algorithm is for. */
export const LINE_WORDS: Record<LineKind, string> = {
  sum: 'Each neuron multiplies every input by its weight, and adds everything up.',
  activation: 'The activation turns the sum into the number that the neuron passes on.',
  loss: 'The loss says how wrong the answer is. A perfect answer has a loss of 0.',
  sumGradient: 'How fast the loss grows with this neuron’s sum: positive means that a larger sum is worse.',
  kernelGradient: 'How fast the loss grows with each weight: what came in through it, times dz.',
  biasGradient: 'How fast the loss grows with the bias.',
  inputGradient: 'How fast the loss grows with the output of a neuron in the previous layer, through every neuron that receives it.',
  kernelUpdate: 'Each weight moves a little against its gradient, so that the loss gets smaller.',
  biasUpdate: 'The bias moves a little against its gradient.',
  newLoss: 'The same example once more, now with the changed weights.',
};

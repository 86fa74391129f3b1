import type { Field } from '@/experiment/field';

/** Training settings that belong to no choice among several, described for forms and checks. */
export const SETTINGS = {
  learningRate: {
    name: 'learningRate',
    label: 'Learning rate',
    help: 'How far each step moves the weights. Too small learns slowly, too large never settles.',
    type: 'number',
    min: 0,
    max: 1e7,
    step: 0.001,
    exclusiveMin: true,
  },
  warmupEpochs: {
    name: 'warmupEpochs',
    label: 'Warm-up epochs',
    help: 'The learning rate rises from near 0 over this many epochs, so that the first large gradients do no harm.',
    type: 'number',
    min: 0,
    max: 1000,
    step: 0.5,
  },
  batchSize: {
    name: 'batchSize',
    label: 'Batch size',
    help: 'How many images, or rows of a table, the network looks at before each step of the weights.',
    type: 'integer',
    min: 1,
    max: 4096,
  },
  epochs: {
    name: 'epochs',
    label: 'Epochs',
    help: 'How many times the network sees the whole training set.',
    type: 'integer',
    min: 1,
    max: 1000,
  },
  seed: {
    name: 'seed',
    label: 'Seed',
    help: 'Starting point for all random choices. The same seed gives the same result.',
    type: 'integer',
    min: 0,
    max: 2 ** 31 - 1,
  },
} satisfies Record<string, Field>;

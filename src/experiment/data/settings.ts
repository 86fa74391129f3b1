import type { Field } from '@/experiment/field';

/** Data settings that belong to no choice among several, described for forms and checks. */
export const DATA_SETTINGS = {
  trainSize: {
    name: 'trainSize',
    label: 'Training images',
    help: 'How many of the training images are used: how does it do with 1,000? Empty means all of them.',
    type: 'integer',
    min: 1,
    max: 1_000_000,
    optional: 'all',
    emptyIsMost: true,
  },
  labelNoise: {
    name: 'labelNoise',
    label: 'Label noise',
    help: 'The share of training images whose label is replaced by a wrong one.',
    type: 'number',
    min: 0,
    max: 0.5,
    step: 0.05,
  },
} satisfies Record<string, Field>;

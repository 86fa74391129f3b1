import { stack } from '@/experiment/presets/stack';
import { experimentOf, figure, TEST_ACCURACY } from './parts';
import type { PublishedPreset } from './types';

/** Report D: two garments, from scratch. */
export const REPORT_D: PublishedPreset[] = [
  {
    id: 'd1-from-scratch',
    report: 'D',
    title: 'Dress or Ankle boot, one image at a time',
    help: 'Twelve sigmoid units and plain gradient descent on single images: small enough to follow every number.',
    experiment: experimentOf('d1-from-scratch', {
      data: {
        task: { kind: 'pair', classes: [3, 9] },
        // Six sevenths and one seventh of the two classes' 14,000 images: 12,000 and 2,000, and as much of a smaller data set.
        split: {
          kind: 'pooled',
          sizes: 'shares',
          train: 0.857143,
          validation: 0,
          test: 0.142857,
          stratified: false,
          validationIsTest: false,
        },
      },
      layers: stack(['flatten'], ['dense', { units: 12, activation: 'sigmoid' }]),
      training: { optimizer: { kind: 'sgd' }, learningRate: 0.01, batchSize: 1, epochs: 20 },
    }),
    assumed: { 'data.scaling': 'the report normalizes, and does not say how', 'training.learningRate': '0.01', 'training.seed': 'any' },
    figures: [
      figure('test accuracy', TEST_ACCURACY, 1, 2, 'The report says "close to 1.00", after about two and a half minutes in NumPy.'),
    ],
    notes: ['Of Fashion-MNIST that is 12,000 images to train and 2,000 to test.', 'Nothing is held out for validation, as in the report.'],
    variants: [],
  },
];

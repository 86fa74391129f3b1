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
        split: { kind: 'pooled', sizes: 'counts', train: 12_000, validation: 0, test: 2_000, stratified: false, validationIsTest: false },
      },
      layers: stack(['flatten'], ['dense', { units: 12, activation: 'sigmoid' }]),
      training: { optimizer: { kind: 'sgd' }, learningRate: 0.01, batchSize: 1, epochs: 20 },
    }),
    assumed: { 'training.learningRate': '0.01', 'training.seed': 'any' },
    figures: [
      figure('test accuracy', TEST_ACCURACY, 1, 2, 'The report says "close to 1.00", after about two and a half minutes in NumPy.'),
    ],
    notes: ['Nothing is held out for validation, as in the report.'],
    variants: [],
  },
];

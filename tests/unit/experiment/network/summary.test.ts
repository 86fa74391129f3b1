import { describe, expect, it } from 'vitest';
import type { Question } from '@/experiment/data/classes';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { describeNetwork } from '@/experiment/network/describe';
import { createLayer, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { summaryRows, summaryText } from '@/experiment/network/summary';

const THREE_GROUPS: Question = {
  dataset: DEFAULT_DATASET,
  task: {
    kind: 'groups',
    groups: [
      { name: 'Top', classes: [0, 2, 3, 4, 6] },
      { name: 'Bottom', classes: [1, 5, 7, 9] },
      { name: 'Accessories', classes: [8] },
    ],
  },
};

const stack = (...layers: [LayerKind, object?][]): Layer[] =>
  layers.map(([kind, options], i) => ({ ...createLayer(kind, `l${i + 1}`), ...options }) as Layer);

const CONV = stack(
  ['conv2d', { filters: 32 }],
  ['maxPooling2d'],
  ['conv2d', { filters: 64 }],
  ['maxPooling2d'],
  ['flatten'],
  ['dense', { units: 128 }],
);

const BATCH_NORM = stack(
  ['conv2d', { filters: 32, activation: 'linear' }],
  ['dropout'],
  ['activation'],
  ['maxPooling2d'],
  ['conv2d', { filters: 64, activation: 'linear', l2: 0.001 }],
  ['batchNormalization'],
  ['activation'],
  ['dropout'],
  ['maxPooling2d'],
  ['flatten'],
  ['dense', { units: 128, l2: 0.001 }],
);

describe('the summary', () => {
  it('of two convolutions for three groups is the published one', () => {
    expect(summaryText(describeNetwork(CONV, THREE_GROUPS))).toBe(
      [
        'Layer (type)                     Output Shape         Param #   Receptive field',
        '===============================================================================',
        'conv2d (Conv2D)                  (None, 28, 28, 32)       320   3 × 3',
        'max_pooling2d (MaxPooling2D)     (None, 14, 14, 32)         0   4 × 4',
        'conv2d_1 (Conv2D)                (None, 14, 14, 64)    18,496   8 × 8',
        'max_pooling2d_1 (MaxPooling2D)   (None, 7, 7, 64)           0   10 × 10',
        'flatten (Flatten)                (None, 3136)               0   10 × 10',
        'dense (Dense)                    (None, 128)          401,536   whole image',
        'dense_1 (Dense)                  (None, 3)                387   whole image',
        '===============================================================================',
        'Total params: 420,739',
        'Trainable params: 420,739',
        'Non-trainable params: 0',
        '',
      ].join('\n'),
    );
  });

  it('counts the frozen half of batch normalization', () => {
    const lines = summaryText(describeNetwork(BATCH_NORM, THREE_GROUPS)).split('\n');
    expect(lines.slice(-4)).toEqual(['Total params: 420,995', 'Trainable params: 420,867', 'Non-trainable params: 128', '']);
    expect(lines).toContainEqual(expect.stringMatching(/^batch_normalization \(BatchNormalization\) +\(None, 14, 14, 64\) +256 +8 × 8$/));
  });

  it('of one hidden layer for ten classes has 101,770 parameters', () => {
    const network = describeNetwork(stack(['flatten'], ['dense', { units: 128 }]), { dataset: DEFAULT_DATASET, task: { kind: 'classes' } });
    expect(summaryText(network)).toContain('Total params: 101,770\n');
  });

  it('names layers as Keras does', () => {
    const kinds = [
      'separableConv2d',
      'depthwiseConv2d',
      'averagePooling2d',
      'globalAveragePooling2d',
      'reshape',
      'simpleRnn',
      'lstm',
      'gru',
      'gru',
    ] as const;
    const rows = summaryRows(describeNetwork(stack(...kinds.map((kind): [LayerKind] => [kind])), THREE_GROUPS));
    expect(rows.map((row) => row.name)).toEqual([
      'separable_conv2d',
      'depthwise_conv2d',
      'average_pooling2d',
      'global_average_pooling2d',
      'reshape',
      'simple_rnn',
      'lstm',
      'gru',
      'gru_1',
      'dense',
    ]);
  });

  it('leaves open what a wrong stack does not say', () => {
    const rows = summaryRows(describeNetwork(stack(['flatten'], ['conv2d']), THREE_GROUPS));
    expect(rows.map((row) => [row.outputShape, row.receptiveField])).toEqual([
      ['(None, 784)', '1 × 1'],
      ['?', '?'],
      ['?', '?'],
    ]);
  });
});

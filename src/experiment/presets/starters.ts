import { bareLayer, sameContent } from '@/experiment/identity';
import type { Layer } from '@/experiment/network/kinds';
import { stack } from './stack';

/** A network to start from. */
export interface Preset {
  id: string;
  title: string;
  help: string;
  layers: Layer[];
}

/** Nothing but input and output. It cannot be trained yet: the output reads a flat list, and asks for the Flatten that makes it softmax regression. */
const EMPTY: Preset = {
  id: 'empty',
  title: 'Empty',
  help: 'No layers: build your own.',
  layers: [],
};

/** Networks to start from, from the simplest to the one that learns best. */
export const PRESETS: Preset[] = [
  {
    id: 'softmax-regression',
    title: 'Softmax regression',
    help: 'No hidden layer: each class weighs the pixels directly.',
    layers: stack(['flatten']),
  },
  {
    id: 'one-hidden-layer',
    title: 'One hidden layer',
    help: '128 units between the pixels and the classes.',
    layers: stack(['flatten'], ['dense', { units: 128 }]),
  },
  {
    id: 'mlp',
    title: 'MLP',
    help: 'Two hidden layers with dropout.',
    layers: stack(['flatten'], ['dense', { units: 256 }], ['dropout', { rate: 0.3 }], ['dense', { units: 128 }]),
  },
  {
    id: 'small-cnn',
    title: 'Small CNN',
    help: 'Two convolutions with pooling, then a dense layer.',
    layers: stack(
      ['conv2d', { filters: 32 }],
      ['maxPooling2d'],
      ['conv2d', { filters: 64 }],
      ['maxPooling2d'],
      ['flatten'],
      ['dense', { units: 128 }],
    ),
  },
  {
    id: 'cnn-batch-norm',
    title: 'CNN with batch norm and dropout',
    help: 'Normalized convolutions, and dropout against overfitting.',
    layers: stack(
      ['conv2d', { filters: 32, activation: 'linear', useBias: false }],
      ['batchNormalization'],
      ['activation'],
      ['maxPooling2d'],
      ['conv2d', { filters: 64, activation: 'linear', useBias: false }],
      ['batchNormalization'],
      ['activation'],
      ['maxPooling2d'],
      ['dropout', { rate: 0.25 }],
      ['flatten'],
      ['dense', { units: 128 }],
      ['dropout', { rate: 0.5 }],
    ),
  },
];

/** All that a person can start from: the empty stack, and networks that can be trained as they are. */
export const STARTERS: Preset[] = [EMPTY, ...PRESETS];

/** The preset that a stack equals, ids apart; `null` for a stack of one's own. */
export function matchingPreset(layers: readonly Layer[]): string | null {
  const wanted = layers.map(bareLayer);
  return STARTERS.find((preset) => sameContent(preset.layers.map(bareLayer), wanted))?.id ?? null;
}

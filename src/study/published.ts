import type { Experiment } from '@/experiment/experiment';
import { PUBLISHED } from '@/experiment/presets/published';
import { stack } from '@/experiment/presets/stack';
import type { Domain } from './space/domain';
import type { Parameter } from './space/search-space';
import type { Study } from './study';

/** A published search: its space, method and number of trials, and the values that won there. */
export interface PublishedSearch {
  id: string;
  title: string;
  help: string;
  study: Pick<Study, 'base' | 'parameters' | 'method' | 'objective' | 'budget' | 'seed'>;
  /** What its report calls the best, in words, and the published experiment that was made of it. */
  winner: { words: string; preset: string };
  /** What was assumed where the report says nothing. */
  assumed: readonly string[];
}

const range = (min: number, max: number, step: number): Domain => ({ kind: 'range', min, max, step, log: false });
const list = (...values: number[]): Domain => ({ kind: 'list', values });

/** The Experiment of a preset with other layers. */
function basedOn(preset: string, name: string, layers: ReturnType<typeof stack>): Experiment {
  const found = PUBLISHED.find(({ id }) => id === preset);
  if (!found) throw new Error(`There is no preset ${preset}.`);
  return { ...found.experiment, name, model: { kind: 'network', layers } };
}

/** The most layers that the search allows; of each of them, units and dropout. */
const MOST_LAYERS = 5;

type Described = Parameters<typeof stack>[number];

const MLP_BLOCK: Described[] = [
  ['dense', { units: 32, activation: 'gelu' }],
  ['dropout', { rate: 0 }],
];

const MLP = stack(['flatten'], ...Array.from({ length: MOST_LAYERS }, () => MLP_BLOCK).flat());

const MLP_BLOCKS = Array.from({ length: MOST_LAYERS }, (_, k) => MLP.slice(1 + 2 * k, 3 + 2 * k).map(({ id }) => id));

const MLP_PARAMETERS: Parameter[] = [
  { address: `blocks.${MLP_BLOCKS[0]?.[0]}`, domain: range(2, MOST_LAYERS, 1), blocks: MLP_BLOCKS },
  ...MLP_BLOCKS.flatMap(([dense, dropout]) => [
    { address: `layer.${dense}.units`, domain: range(32, 512, 32) },
    { address: `layer.${dropout}.rate`, domain: range(0, 0.3, 0.1) },
  ]),
  { address: 'training.learningRate', domain: list(1e-3, 1e-4, 1e-5) },
];

const CNN = stack(
  ['conv2d', { filters: 16 }],
  ['maxPooling2d'],
  ['conv2d', { filters: 32 }],
  ['maxPooling2d'],
  ['dropout', { rate: 0 }],
  ['conv2d', { filters: 64 }],
  ['maxPooling2d'],
  ['dropout', { rate: 0 }],
  ['flatten'],
  ['dense', { units: 128 }],
  ['dropout', { rate: 0 }],
);

const idsOf = (kind: string): string[] => CNN.filter((layer) => layer.kind === kind).map(({ id }) => id);
const [CONVOLUTIONS, DROPOUTS, DENSE] = [idsOf('conv2d'), idsOf('dropout'), idsOf('dense')];

const CNN_PARAMETERS: Parameter[] = [
  ...CONVOLUTIONS.flatMap((id, k) => [
    { address: `layer.${id}.filters`, domain: list(16 * 2 ** k, 32 * 2 ** k) },
    { address: `layer.${id}.kernelSize`, domain: list(3, 4) },
  ]),
  ...DROPOUTS.map((id) => ({ address: `layer.${id}.rate`, domain: range(0, 0.4, 0.1) })),
  { address: `layer.${DENSE[0]}.units`, domain: range(128, 512, 32) },
  { address: 'training.learningRate', domain: list(1e-3, 1e-4) },
];

const ASSUMED = [
  'Adam, batch size 32, at most 100 epochs',
  'that the objective is the validation accuracy of the network that early stopping brings back',
];

/** The two searches of report B. */
export const PUBLISHED_SEARCHES: readonly PublishedSearch[] = [
  {
    id: 'b5-search-mlp',
    title: 'Search for an MLP',
    help: 'Two to five hidden layers with units and dropout of their own, and the learning rate.',
    study: {
      base: basedOn('b1-mlp', 'b5-search-mlp', MLP),
      parameters: MLP_PARAMETERS,
      method: { kind: 'bayesian' },
      objective: 'validationAccuracy',
      budget: 6,
      seed: 1,
    },
    winner: {
      words: '4 layers of 448, 32, 32 and 32 units, dropout 0.3 after the first, learning rate 0.0001; test accuracy 89.50%',
      preset: 'b1-mlp',
    },
    assumed: ASSUMED,
  },
  {
    id: 'b6-search-cnn',
    title: 'Search for a CNN',
    help: 'Filters and kernels of three convolutions, dropout, the units of a dense layer, and the learning rate.',
    study: {
      base: basedOn('b3-cnn', 'b6-search-cnn', CNN),
      parameters: CNN_PARAMETERS,
      method: { kind: 'bayesian' },
      objective: 'validationAccuracy',
      budget: 5,
      seed: 1,
    },
    winner: {
      words:
        '16 (print cut to “1”), 32 and 128 filters of 3 × 3, dropout 0.2, 0.4 and 0.2, 128 units, learning rate 0.0001; test accuracy 92.63%',
      preset: 'b3-cnn',
    },
    assumed: [...ASSUMED, 'padding same and relu in the convolutions'],
  },
];

/** The published search that a study is, by the name that its base carries; `null` for any other. */
export const searchOf = ({ base }: Pick<Study, 'base'>): PublishedSearch | null =>
  PUBLISHED_SEARCHES.find(({ id }) => id === base.name) ?? null;

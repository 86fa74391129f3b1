import type { CodeSource } from '@/codegen/generate';
import { PUBLISHED_MANIFESTS } from '@/dataset/manifest';
import { tableOf } from '@/experiment/data/datasets';
import type { AugmentationStep, DataSpec } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { createLayer, LAYER_KINDS, type Layer, type LayerKind, type LayerOf } from '@/experiment/network/kinds';
import { ACTIVATIONS, INITIALIZERS } from '@/experiment/network/types';
import { PUBLISHED } from '@/experiment/presets/published';
import { PRESETS } from '@/experiment/presets/starters';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import type { TrainingSpec } from '@/experiment/training/types';

const FASHION_MNIST = PUBLISHED_MANIFESTS['fashion-mnist'];

/** Where programs find Fashion-MNIST. */
export const CODE_SOURCE: CodeSource = {
  url: FASHION_MNIST.sources.at(-1)?.url ?? '',
  files: FASHION_MNIST.files.map(({ role, name, compressed }) => ({ role, name, sha256: compressed.sha256 })),
};

/** An Experiment for code, from what it has that the default has not. Its name is that of the case. */
export function codeCase(
  name: string,
  parts: { data?: Partial<DataSpec>; layers?: Layer[]; training?: Partial<TrainingSpec> } = {},
): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    name,
    data: { ...base.data, ...parts.data },
    model: parts.layers ? { kind: 'network', layers: parts.layers } : base.model,
    training: { ...base.training, ...parts.training },
  };
}

const layer = <K extends LayerKind>(kind: K, id: string, options: Partial<LayerOf<K>> = {}): Layer =>
  ({ ...createLayer(kind, id), ...(options as Partial<Layer>) }) as Layer;

/** Every preset whose model is a network on images, the published ones in each of their forms: no program is written for a table. */
export const PRESET_CASES: Experiment[] = [
  ...PRESETS.map(({ id, layers }) => codeCase(id, { layers })),
  ...PUBLISHED.flatMap(({ experiment, variants }) => (variants.length > 0 ? variants.map((form) => form.experiment) : [experiment])),
].filter((experiment) => !classicalOf(experiment) && !tableOf(experiment.data.dataset));

/** Stacks that together have every kind of layer, odd paddings, every activation and every initializer. */
const STACK_CASES: Experiment[] = [
  codeCase('odd windows', {
    layers: [
      layer('conv2d', 'l1', { filters: 3, strides: 2, kernelInitializer: 'heNormal', l1: 0.001 }),
      layer('maxPooling2d', 'l2', { poolSize: 3, strides: 2, padding: 'same' }),
      layer('averagePooling2d', 'l3', { poolSize: 2, strides: 1, padding: 'same' }),
      layer('conv2d', 'l4', { filters: 4, kernelSize: 4, activation: 'swish', useBias: false, l1: 0.001, l2: 0.002 }),
      layer('averagePooling2d', 'l5', { poolSize: 3, strides: 1, padding: 'same' }),
      layer('maxPooling2d', 'l6', { poolSize: 3, strides: 2, padding: 'valid' }),
      layer('activation', 'l7', { activation: 'softmax' }),
      layer('flatten', 'l8'),
    ],
  }),
  codeCase('depthwise and separable', {
    layers: [
      layer('depthwiseConv2d', 'l1', { depthMultiplier: 4, padding: 'valid', activation: 'leakyRelu', kernelInitializer: 'orthogonal' }),
      layer('separableConv2d', 'l2', { filters: 6, kernelSize: 5, strides: 2, depthMultiplier: 2, activation: 'gelu', l2: 0.001 }),
      layer('batchNormalization', 'l3', { momentum: 0.9, epsilon: 0.01 }),
      layer('depthwiseConv2d', 'l4', { kernelSize: 4, strides: 3, useBias: false, activation: 'linear', kernelInitializer: 'lecunNormal' }),
      layer('globalAveragePooling2d', 'l5'),
    ],
  }),
  codeCase('recurrent', {
    layers: [
      layer('reshape', 'l1', { targetShape: [7, 112] }),
      layer('gru', 'l2', { units: 6, returnSequences: true, recurrentActivation: 'softmax', l2: 0.001 }),
      layer('gru', 'l2b', { units: 5, returnSequences: true, resetAfter: false }),
      layer('gru', 'l2c', { units: 4, returnSequences: true, useBias: false }),
      layer('batchNormalization', 'l3'),
      layer('lstm', 'l4', { units: 5, returnSequences: true, activation: 'leakyRelu', recurrentActivation: 'leakyRelu', useBias: false }),
      layer('simpleRnn', 'l5', { units: 7, activation: 'softmax', kernelInitializer: 'glorotNormal' }),
    ],
  }),
  codeCase('reshaped to a map', {
    layers: [
      layer('conv2d', 'l1', { filters: 4, kernelSize: 7, strides: 7, padding: 'valid', activation: 'elu' }),
      layer('reshape', 'l2', { targetShape: [8, 2, 4] }),
      layer('conv2d', 'l3', { filters: 3, kernelSize: 3, activation: 'selu' }),
      layer('reshape', 'l4', { targetShape: [4, 12] }),
      layer('flatten', 'l5'),
      layer('reshape', 'l6', { targetShape: [6, 8, 1] }),
      layer('dropout', 'l7', { rate: 0 }),
      layer('flatten', 'l8'),
      layer('dense', 'l9', { units: 9, activation: 'tanh' }),
      layer('batchNormalization', 'l10'),
    ],
  }),
  codeCase('every activation', {
    layers: [
      layer('flatten', 'l0'),
      ...ACTIVATIONS.map((activation, i) => layer('dense', `l${i + 1}`, { units: 12, activation, negativeSlope: 0.2 })),
    ],
  }),
  codeCase('every initializer', {
    layers: [
      layer('flatten', 'l0'),
      ...INITIALIZERS.filter((one) => one !== 'zeros').map((kernelInitializer, i) =>
        layer('dense', `l${i + 1}`, { units: 10, kernelInitializer, activation: 'tanh' }),
      ),
    ],
  }),
];

const small: Layer[] = [layer('flatten', 'l1'), layer('dense', 'l2', { units: 12, activation: 'tanh', l2: 0.001 })];

/** Every optimizer, also under a schedule, since some let earlier learning rates live on. */
const OPTIMIZER_CASES: Experiment[] = OPTIMIZER_NAMES.flatMap((kind) => {
  const { defaults, learningRate } = OPTIMIZERS[kind];
  return [
    codeCase(`optimizer ${kind}`, { layers: small, training: { optimizer: defaults, learningRate: 5 * learningRate } }),
    codeCase(`optimizer ${kind} by steps`, {
      layers: small,
      training: { optimizer: tweaked(defaults), learningRate: 5 * learningRate, schedule: { kind: 'step', every: 1, factor: 0.5 } },
    }),
  ];
});

/** Options that are not the defaults, so that a number in the wrong place shows. */
function tweaked(optimizer: TrainingSpec['optimizer']): TrainingSpec['optimizer'] {
  if (optimizer.kind === 'momentum') return { ...optimizer, momentum: 0.8, nesterov: true };
  if (optimizer.kind === 'rmsprop') return { ...optimizer, momentum: 0.5, epsilon: 0.001 };
  return 'epsilon' in optimizer ? { ...optimizer, epsilon: 0.001 } : optimizer;
}

const STEPS: AugmentationStep[] = [
  { kind: 'rotation', probability: 0.7, degrees: 20 },
  { kind: 'shift', probability: 0.8, pixels: 3 },
  { kind: 'cutout', probability: 0.5, size: 8 },
  { kind: 'flipUpDown', probability: 0.5 },
  { kind: 'zoom', probability: 0.6, share: 0.3 },
  { kind: 'noise', probability: 0.5, deviation: 0.1 },
  { kind: 'randomCrop', probability: 0.5, size: 22 },
  { kind: 'flipLeftRight', probability: 0.5 },
];

const groups = [
  { name: 'Top "quoted" \\ é', classes: [0, 2, 3, 4, 6] },
  { name: 'Bottom', classes: [1, 5, 7] },
];

/** Everything about data and training that is no layer and no optimizer. */
const SETTING_CASES: Experiment[] = [
  codeCase('augmented in place', {
    layers: small,
    data: { augmentation: { steps: STEPS, mode: 'inPlace', classes: [0, 1, 2, 3, 4] }, scaling: 'standardized' },
  }),
  codeCase('all augmented in place', {
    layers: small,
    data: { augmentation: { steps: STEPS.slice(0, 2), mode: 'inPlace', classes: null } },
  }),
  codeCase('augmented copies', {
    layers: small,
    data: { augmentation: { steps: STEPS, mode: 'addCopies', classes: null } },
    training: { classWeights: { kind: 'balanced' } },
  }),
  codeCase('groups, few, noisy', {
    layers: small,
    data: { task: { kind: 'groups', groups }, trainSize: 31, labelNoise: 0.3, scaling: 'none' },
    training: { learningRate: 1e-4, classWeights: { kind: 'custom', weights: [0.5, 2] }, loss: 'meanSquaredError' },
  }),
  codeCase('pair by counts', {
    layers: small,
    data: {
      task: { kind: 'pair', classes: [9, 3] },
      split: { kind: 'pooled', sizes: 'counts', train: 9, validation: 3, test: 4, stratified: true, validationIsTest: false },
    },
    training: { epochs: 10, loss: 'meanSquaredError', clipping: { kind: 'norm', limit: 0.05 } },
  }),
  codeCase('pair with warm-up', {
    layers: small,
    data: { task: { kind: 'pair', classes: [2, 6] } },
    training: {
      epochs: 10,
      warmupEpochs: 1.5,
      schedule: { kind: 'cosine', finalShare: 0.1 },
      clipping: { kind: 'value', limit: 0.001 },
    },
  }),
  codeCase('pooled, watched', {
    layers: small,
    data: {
      labelNoise: 0.2,
      labelNoiseRule: 'eachImage',
      split: { kind: 'pooled', sizes: 'shares', train: 0.7, validation: 0.2, test: 0.3, stratified: true, validationIsTest: true },
    },
    training: {
      schedule: { kind: 'exponential', factor: 0.7 },
      clipping: { kind: 'globalNorm', limit: 0.05 },
      classWeights: { kind: 'balanced' },
    },
  }),
  codeCase('end of the list', {
    layers: small,
    data: {
      split: { kind: 'endOfList', validationShare: 0.45, stratified: false, validationIsTest: false },
      augmentation: { steps: STEPS.slice(0, 5), mode: 'addCopies', classes: [2, 6] },
      labelNoise: 0.2,
      trainSize: 20,
    },
  }),
  codeCase('end of the list, copies trained on', {
    layers: small,
    data: {
      task: { kind: 'pair', classes: [2, 6] },
      split: { kind: 'endOfList', validationShare: 0.2, stratified: false, validationIsTest: false },
      augmentation: { steps: STEPS.slice(0, 1), mode: 'addCopies', classes: null },
    },
  }),
  codeCase('end of the list, no copies', {
    layers: small,
    data: { split: { kind: 'endOfList', validationShare: 0.2, stratified: false, validationIsTest: false }, scaling: 'standardized' },
  }),
  codeCase('official, watched, on plateaus', {
    layers: small,
    data: { split: { kind: 'official', validationShare: 0.1, stratified: false, validationIsTest: true } },
    training: {
      epochs: 20,
      schedule: { kind: 'reduceOnPlateau', monitor: 'validationLoss', factor: 0.5, patience: 3, minDelta: 0.01, minLearningRate: 1e-5 },
      earlyStopping: { monitor: 'trainingAccuracy', patience: 5, minDelta: 0.001, restoreBestWeights: false },
    },
  }),
];

/** Cases beyond the presets: all options of everything, once or more. */
export const OPTION_CASES: Experiment[] = [...STACK_CASES, ...OPTIMIZER_CASES, ...SETTING_CASES];

/** Kinds of layer that no case has; a new kind has to get one. */
export const MISSING_KINDS: LayerKind[] = LAYER_KINDS.filter(
  (kind) =>
    ![...PRESET_CASES, ...OPTION_CASES].some(({ model }) => model.kind === 'network' && model.layers.some((one) => one.kind === kind)),
);

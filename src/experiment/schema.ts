import * as v from 'valibot';
import { defaultExperiment } from './defaults';
import { EXPERIMENT_VERSION, type Experiment } from './experiment';
import { ACTIVATIONS } from './network/types';

/**
 * What an Experiment from outside (storage, a link, a file) must look like. Wrong numbers are let through, since the page explains them where
 * they stand; wrong shapes are not. JSON writes NaN as null, so null stands for a number that was not readable.
 */
const number = v.union([
  v.number(),
  v.pipe(
    v.null(),
    v.transform(() => Number.NaN),
  ),
]);
const activated = { activation: v.picklist(ACTIVATIONS), negativeSlope: number };
const kerneled = { useBias: v.boolean(), l1: number, l2: number };
const padding = v.picklist(['valid', 'same']);
const id = v.pipe(v.string(), v.maxLength(40));
const pooling = { id, poolSize: number, strides: v.nullable(v.number()), padding };

const layer = v.variant('kind', [
  v.object({ id, kind: v.literal('dense'), units: number, ...activated, ...kerneled }),
  v.object({ id, kind: v.literal('conv2d'), filters: number, kernelSize: number, strides: number, padding, ...activated, ...kerneled }),
  v.object({ ...pooling, kind: v.literal('maxPooling2d') }),
  v.object({ ...pooling, kind: v.literal('averagePooling2d') }),
  v.object({ id, kind: v.literal('flatten') }),
  v.object({ id, kind: v.literal('dropout'), rate: number }),
  v.object({ id, kind: v.literal('batchNormalization'), momentum: number, epsilon: number }),
  v.object({ id, kind: v.literal('activation'), ...activated }),
]);

const optimizer = v.variant('kind', [
  v.object({ kind: v.literal('sgd') }),
  v.object({ kind: v.literal('momentum'), momentum: number, nesterov: v.boolean() }),
  v.object({ kind: v.literal('rmsprop'), rho: number, momentum: number, epsilon: number }),
  v.object({ kind: v.literal('adam'), beta1: number, beta2: number, epsilon: number }),
  v.object({ kind: v.literal('adagrad'), initialAccumulatorValue: number, epsilon: number }),
]);

const data = v.object({
  dataset: v.picklist(['fashion-mnist', 'builtin-garments']),
  split: v.object({ kind: v.literal('official'), validationShare: number, stratified: v.boolean() }),
});

const training = v.object({ optimizer, learningRate: number, batchSize: number, epochs: number, seed: number });

const uniqueIds = (layers: { id: string }[]) => new Set(layers.map((entry) => entry.id)).size === layers.length;

const experiment = v.object({
  version: v.literal(EXPERIMENT_VERSION),
  name: v.pipe(v.string(), v.maxLength(200)),
  data,
  model: v.object({
    kind: v.literal('network'),
    layers: v.pipe(
      v.array(layer),
      v.maxLength(200),
      v.check((layers) => uniqueIds(layers), 'Two layers have the same id.'),
    ),
  }),
  training,
});

/**
 * Reads an Experiment from untrusted JSON. Options this version of the app does not offer yet take their defaults.
 * Returns `null` where the value is no Experiment.
 */
export function parseExperiment(value: unknown): Experiment | null {
  const result = v.safeParse(experiment, value);
  if (!result.success) return null;
  const base = defaultExperiment();
  const { output } = result;
  return { ...output, data: { ...base.data, ...output.data }, training: { ...base.training, ...output.training } };
}

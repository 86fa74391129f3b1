import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { ACTIVATIONS, INITIALIZERS } from './types';

const activated = { activation: v.picklist(ACTIVATIONS), negativeSlope: number };
// Designs kept by earlier versions know no initializer: all their kernels were drawn this way.
const kerneled = {
  useBias: v.boolean(),
  kernelInitializer: v.optional(v.picklist(INITIALIZERS), 'glorotUniform'),
  l1: number,
  l2: number,
};
const padding = v.picklist(['valid', 'same']);
const id = v.pipe(v.string(), v.maxLength(40));
const pooling = { id, poolSize: number, strides: v.nullable(v.number()), padding };
const convolution = { id, kernelSize: number, strides: number, padding, ...activated, ...kerneled };
const recurrent = { id, units: number, returnSequences: v.boolean(), ...activated, ...kerneled };
const gated = { ...recurrent, recurrentActivation: v.picklist(ACTIVATIONS) };

const layer = v.variant('kind', [
  v.object({ id, kind: v.literal('dense'), units: number, ...activated, ...kerneled }),
  v.object({ ...convolution, kind: v.literal('conv2d'), filters: number }),
  v.object({ ...convolution, kind: v.literal('depthwiseConv2d'), depthMultiplier: number }),
  v.object({ ...convolution, kind: v.literal('separableConv2d'), filters: number, depthMultiplier: number }),
  v.object({ ...pooling, kind: v.literal('maxPooling2d') }),
  v.object({ ...pooling, kind: v.literal('averagePooling2d') }),
  v.object({ id, kind: v.literal('globalAveragePooling2d') }),
  v.object({ id, kind: v.literal('flatten') }),
  v.object({ id, kind: v.literal('reshape'), targetShape: v.pipe(v.array(number), v.maxLength(10)) }),
  v.object({ id, kind: v.literal('dropout'), rate: number }),
  v.object({ id, kind: v.literal('batchNormalization'), momentum: number, epsilon: number }),
  v.object({ id, kind: v.literal('activation'), ...activated }),
  v.object({ ...recurrent, kind: v.literal('simpleRnn') }),
  v.object({ ...gated, kind: v.literal('lstm') }),
  v.object({ ...gated, kind: v.literal('gru') }),
]);

const uniqueIds = (layers: { id: string }[]) => new Set(layers.map((entry) => entry.id)).size === layers.length;

/** A network as the model of an Experiment from outside. */
export const networkSchema = v.object({
  kind: v.literal('network'),
  layers: v.pipe(
    v.array(layer),
    v.maxLength(200),
    v.check((layers) => uniqueIds(layers), 'Two layers have the same id.'),
  ),
});

import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';

const adam = { beta1: number, beta2: number, epsilon: number };
const optimizer = v.variant('kind', [
  v.object({ kind: v.literal('sgd') }),
  v.object({ kind: v.literal('momentum'), momentum: number, nesterov: v.boolean() }),
  v.object({ kind: v.literal('rmsprop'), rho: number, momentum: number, epsilon: number }),
  v.object({ ...adam, kind: v.literal('adam') }),
  v.object({ kind: v.literal('adagrad'), initialAccumulatorValue: number, epsilon: number }),
  v.object({ kind: v.literal('adadelta'), rho: number, epsilon: number }),
  v.object({ ...adam, kind: v.literal('adamax') }),
  v.object({ ...adam, kind: v.literal('adamw'), weightDecay: number }),
  v.object({ ...adam, kind: v.literal('nadam') }),
]);

const monitor = v.picklist(['validationLoss', 'validationAccuracy', 'trainingLoss', 'trainingAccuracy']);

const schedule = v.variant('kind', [
  v.object({ kind: v.literal('constant') }),
  v.object({ kind: v.literal('step'), every: number, factor: number }),
  v.object({ kind: v.literal('exponential'), factor: number }),
  v.object({ kind: v.literal('cosine'), finalShare: number }),
  v.object({
    kind: v.literal('reduceOnPlateau'),
    monitor,
    factor: number,
    patience: number,
    minDelta: number,
    minLearningRate: number,
  }),
]);

const limited = <K extends string>(kind: K) => v.object({ kind: v.literal(kind), limit: number });
const clipping = v.variant('kind', [v.object({ kind: v.literal('none') }), limited('value'), limited('norm'), limited('globalNorm')]);

const classWeights = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('balanced') }),
  v.object({ kind: v.literal('custom'), weights: v.pipe(v.array(number), v.maxLength(20)) }),
]);

const earlyStopping = v.object({ monitor, patience: number, minDelta: number, restoreBestWeights: v.boolean() });

/** The training part of an Experiment from outside. What earlier versions did not offer is optional, and was always as the defaults here say. */
export const trainingSchema = v.object({
  optimizer,
  learningRate: number,
  schedule: v.optional(schedule, { kind: 'constant' }),
  warmupEpochs: v.optional(number, 0),
  clipping: v.optional(clipping, { kind: 'none' }),
  loss: v.optional(v.picklist(['crossEntropy', 'meanSquaredError']), 'crossEntropy'),
  classWeights: v.optional(classWeights, { kind: 'none' }),
  batchSize: number,
  epochs: number,
  earlyStopping: v.optional(v.nullable(earlyStopping), null),
  seed: number,
});

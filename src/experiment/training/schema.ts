import * as v from 'valibot';
import { schemaOf } from '@/experiment/choice';
import { number } from '@/experiment/schema-parts';
import { CLASS_WEIGHTS } from './class-weights';
import { CLIPPINGS } from './clipping';
import { earlyStoppingSchema } from './early-stopping';
import { lossSchema } from './losses';
import { OPTIMIZERS } from './optimizers';
import { SCHEDULES } from './schedules';
import type { TrainingSpec } from './types';

/** The training part of an Experiment from outside. What earlier versions did not offer is optional, and was always as the defaults here say. */
export const trainingSchema = v.object({
  optimizer: schemaOf(OPTIMIZERS),
  learningRate: number,
  schedule: v.optional(schemaOf(SCHEDULES), { kind: 'constant' }),
  warmupEpochs: v.optional(number, 0),
  clipping: v.optional(schemaOf(CLIPPINGS), { kind: 'none' }),
  loss: v.optional(lossSchema, 'crossEntropy'),
  classWeights: v.optional(schemaOf(CLASS_WEIGHTS), { kind: 'none' }),
  batchSize: number,
  epochs: number,
  earlyStopping: v.optional(v.nullable(earlyStoppingSchema), null),
  seed: number,
}) satisfies v.GenericSchema<unknown, TrainingSpec>;

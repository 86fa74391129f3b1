import * as v from 'valibot';
import { schemaOf } from './choice';
import { CLASSICAL_MODELS } from './classical/models';
import { dataSchema } from './data/schema';
import { EXPERIMENT_VERSION, type Experiment, type NetworkSpec } from './experiment';
import { networkSchema } from './network/schema';
import { trainingSchema } from './training/schema';

/**
 * What an Experiment from outside (storage, a link, a file) must look like. Wrong numbers are let through, since the page explains them where
 * they stand; wrong shapes are not.
 */
const experiment = v.object({
  version: v.literal(EXPERIMENT_VERSION),
  name: v.pipe(v.string(), v.maxLength(200)),
  data: dataSchema,
  model: v.variant('kind', [networkSchema, v.object({ kind: v.literal('classical'), classical: schemaOf(CLASSICAL_MODELS) })]),
  training: trainingSchema,
});

/** Reads an Experiment from untrusted JSON; `null` where the value is none. Options that it does not have take the values they had before them. */
export function parseExperiment(value: unknown): Experiment | null {
  const result = v.safeParse(experiment, value);
  return result.success ? result.output : null;
}

/** Reads the network of an Experiment from untrusted JSON; `null` where the value is none. */
export function parseNetwork(value: unknown): NetworkSpec | null {
  const result = v.safeParse(networkSchema, value);
  return result.success ? result.output : null;
}

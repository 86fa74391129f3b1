import * as v from 'valibot';
import { schemaOf } from '@/experiment/choice';
import type { Experiment } from '@/experiment/experiment';
import { parseExperiment } from '@/experiment/schema';
import { number } from '@/experiment/schema-parts';
import { MOST_TRIALS } from './limits';
import { METHODS } from './methods';
import { domainSchema } from './space/domain';
import type { Study, StudyRecord } from './study';

/** What a study from outside (storage, a file) must look like. What is larger would stop the page for seconds. */
const MOST_PARAMETERS = 200;
const MOST_OUTCOMES = 50;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(1000));
const finite = v.pipe(v.number(), v.finite());
const values = v.record(text, v.union([finite, text, v.boolean()]));

const experiment = v.pipe(
  v.unknown(),
  v.transform(parseExperiment),
  v.custom<Experiment>((value) => value !== null, 'an experiment'),
);

const parameter = v.object({
  address: text,
  domain: domainSchema,
  blocks: v.exactOptional(v.pipe(v.array(v.array(text)), v.maxLength(MOST_PARAMETERS))),
  designs: v.exactOptional(v.record(text, experiment)),
});

const study: v.GenericSchema<unknown, Study> = v.object({
  id: v.pipe(text, v.nonEmpty()),
  name: text,
  createdAt: finite,
  base: experiment,
  parameters: v.pipe(v.array(parameter), v.maxLength(MOST_PARAMETERS)),
  method: schemaOf(METHODS),
  objective: v.picklist(['validationAccuracy', 'validationLoss']),
  budget: v.pipe(count, v.maxValue(MOST_TRIALS)),
  seed: count,
});

/** A study that is being set up, as far as it can be read: a number may be half typed, and settings that cannot be read are left out. */
const draft = v.object({
  parameters: v.pipe(
    v.array(v.unknown()),
    v.maxLength(MOST_PARAMETERS),
    v.transform((all) => all.flatMap((one) => (v.is(parameter, one) ? [v.parse(parameter, one)] : []))),
  ),
  method: schemaOf(METHODS),
  objective: v.picklist(['validationAccuracy', 'validationLoss']),
  budget: number,
  seed: number,
});

/** Reads what is set up for a study from untrusted data; `null` where the value is no such thing. */
export function parseDraft(value: unknown): Pick<Study, 'parameters' | 'method' | 'objective' | 'budget' | 'seed'> | null {
  const result = v.safeParse(draft, value);
  return result.success ? result.output : null;
}

const outcome = v.object({ epochs: count, trained: v.exactOptional(count), accuracy: finite, loss: finite, seconds: finite });

const trial = v.object({
  number: count,
  values,
  seed: count,
  epochs: v.nullable(count),
  status: v.picklist(['running', 'finished', 'failed', 'skipped']),
  runId: v.nullable(text),
  outcomes: v.pipe(v.array(outcome), v.maxLength(MOST_OUTCOMES)),
  cause: v.nullable(text),
});

const record: v.GenericSchema<unknown, StudyRecord> = v.object({
  study,
  trials: v.pipe(v.array(trial), v.maxLength(MOST_TRIALS)),
  status: v.picklist(['running', 'paused', 'finished', 'ended']),
  updatedAt: finite,
});

/** Reads a study and its trials from untrusted data; `null` where the value is none. */
export function parseStudyRecord(value: unknown): StudyRecord | null {
  const result = v.safeParse(record, value);
  return result.success ? result.output : null;
}

import * as v from 'valibot';
import type { Experiment } from '@/experiment/experiment';
import { parseExperiment } from '@/experiment/schema';
import { MAX_NAME, MAX_NOTE } from './labels';
import type { EngineId, Run, RunLabels } from './types';

/** What a Run from outside (storage, a file) must look like: whatever is larger than this would stop the page for seconds. */
/** Labels are bytes. */
const MAX_CLASSES = 256;
const MAX_EPOCHS = 1_000_000;
const MAX_TEXT = 10_000;
const MAX_LIST = 100_000;
/** The last moment that a JavaScript date can name, in milliseconds since 1970. */
const LAST_MOMENT = 8.64e15;

/** A number of any kind: the losses of a run that diverged are not finite, and are stored as they were. */
const anyNumber = v.custom<number>((value) => typeof value === 'number', 'a number');
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const list = <T>(item: v.GenericSchema<unknown, T>, max = MAX_LIST) =>
  v.pipe(v.unknown(), v.check(isShort(max), `a list of at most ${max}`), v.array(item));
/** A clock that was wrong is no reason to lose a run. */
const time = v.pipe(
  v.number(),
  v.finite(),
  v.transform((value) => Math.min(LAST_MOMENT, Math.max(0, value))),
);

const scoreSchema = v.object({ loss: anyNumber, accuracy: anyNumber });
const perClass = list(count, MAX_CLASSES);

const thresholdedSchema = v.object({ threshold: anyNumber, truePositives: perClass, predicted: perClass, support: perClass });

const evaluationSchema = v.object({
  set: v.picklist(['validation', 'test']),
  epoch: count,
  count,
  score: scoreSchema,
  confusion: list(perClass, MAX_CLASSES),
  numbers: v.exactOptional(
    v.object({ mse: anyNumber, mae: anyNumber, medianAbsoluteError: anyNumber, r2: anyNumber, explainedVariance: anyNumber }),
  ),
  thresholded: v.exactOptional(thresholdedSchema),
});

const epochSchema = v.object({
  epoch: count,
  step: count,
  training: scoreSchema,
  validation: v.nullable(scoreSchema),
  learningRate: v.exactOptional(anyNumber),
  seconds: anyNumber,
});

const interventionSchema = v.object({
  step: count,
  epoch: count,
  what: v.picklist([
    'learningRate',
    'moreEpochs',
    'paused',
    'resumed',
    'recovered',
    'continued',
    'scheduleRestarted',
    'epsilon',
    'engine',
    'stoppedEarly',
    'restoredBest',
    'trainedAnyway',
  ]),
  note: text,
  value: v.exactOptional(anyNumber),
});

const failureSchema = v.object({
  code: v.picklist(['not-finite', 'diverged', 'frozen', 'out-of-memory', 'engine', 'unsupported', 'data']),
  message: text,
  suggestion: text,
});

/** The experiment floor judges its own value; `null` is its word for "none". */
const experimentSchema = v.pipe(
  v.unknown(),
  v.transform(parseExperiment),
  v.custom<Experiment>((value) => value !== null, 'an experiment'),
);

/** Each number is looked at once: a history has a million of them. */
const numbers = v.custom<number[]>((value) => Array.isArray(value) && value.every((item) => typeof item === 'number'), 'a list of numbers');

const labelsSchema = v.object({
  name: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_NAME))),
  starred: v.exactOptional(v.literal(true)),
  note: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_NOTE))),
});

const runEntries = v.object({
  ...labelsSchema.entries,
  id: v.pipe(text, v.nonEmpty()),
  createdAt: time,
  updatedAt: time,
  experiment: experimentSchema,
  status: v.picklist(['preparing', 'training', 'paused', 'finished', 'stopped', 'failed', 'interrupted']),
  epochs: v.pipe(count, v.maxValue(MAX_EPOCHS)),
  learningRate: anyNumber,
  stepsPerEpoch: count,
  rules: v.exactOptional(v.literal(1)),
  history: v.object({ losses: numbers, accuracies: numbers }),
  epochRecords: list(epochSchema, MAX_EPOCHS),
  validation: v.nullable(evaluationSchema),
  test: v.nullable(evaluationSchema),
  fit: v.exactOptional(v.object({ seconds: anyNumber, training: v.nullable(scoreSchema), notes: list(text) })),
  interventions: list(interventionSchema),
  engine: text,
  engineId: v.exactOptional(v.picklist(['webgl', 'wasm', 'cpu'])),
  engineBuild: v.exactOptional(text),
  failure: v.nullable(failureSchema),
  classNames: list(text, MAX_CLASSES),
  input: v.object({ offset: anyNumber, factor: anyNumber }),
  target: v.exactOptional(v.object({ name: text, unit: text, mean: anyNumber, deviation: anyNumber })),
  datasetName: text,
  startedFrom: v.exactOptional(v.object({ runId: v.exactOptional(text), name: text, epoch: count })),
});

/** How earlier versions, which stored words alone, began them. */
const ENGINE_WORDS: readonly (readonly [EngineId, string])[] = [
  ['webgl', 'GPU (WebGL)'],
  ['wasm', 'CPU (WebAssembly)'],
  ['cpu', 'CPU (TensorFlow.js)'],
];

/** Whether all figures of an evaluation are about the classes of the run: the page draws a cell for each pair of them. */
function isOfClasses(evaluation: v.InferOutput<typeof evaluationSchema> | null, classes: number): boolean {
  if (!evaluation) return true;
  const { confusion, thresholded } = evaluation;
  const lists = [confusion, ...confusion, ...(thresholded ? [thresholded.truePositives, thresholded.predicted, thresholded.support] : [])];
  return lists.every(({ length }) => length === classes);
}

const runSchema: v.GenericSchema<unknown, Run> = v.pipe(
  runEntries,
  v.check(
    ({ validation, test, classNames }) => isOfClasses(validation, classNames.length) && isOfClasses(test, classNames.length),
    'figures of its own classes',
  ),
  v.transform((run) => {
    const engineId = run.engineId ?? ENGINE_WORDS.find(([, words]) => run.engine.startsWith(words))?.[0];
    return engineId ? { ...run, engineId } : run;
  }),
);

/** Reads a Run from untrusted data; `null` where the value is none. What earlier versions did not record is filled in. */
export function parseRun(value: unknown): Run | null {
  const result = v.safeParse(runSchema, value);
  return result.success ? result.output : null;
}

/** Reads labels from untrusted data; what is no label is left out. */
export function parseLabels(value: unknown): RunLabels {
  const result = v.safeParse(labelsSchema, value);
  return result.success ? result.output : {};
}

/** What is wrong with a Run that is about to be stored, as the path of the first wrong value; `null` where it can be read back. */
export function runProblem(run: Run): string | null {
  const result = v.safeParse(runSchema, run, { abortEarly: true });
  return result.success ? null : (v.getDotPath(result.issues[0]) ?? 'row');
}

function isShort(max: number): (value: unknown) => boolean {
  return (value) => !Array.isArray(value) || value.length <= max;
}

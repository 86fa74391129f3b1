import * as v from 'valibot';
import type { Experiment } from '@/experiment/experiment';
import { parseExperiment } from '@/experiment/schema';
import type { EngineId, Run } from '@/run/types';
import { modelRowSchema } from './models';
import type { SavedCheckpoint, StoredFile } from './types';

/** A number of any kind: the losses of a run that diverged are not finite, and are kept as they were. */
const anyNumber = v.custom<number>((value) => typeof value === 'number', 'a number');
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.number(), v.finite());

const scoreSchema = v.object({ loss: anyNumber, accuracy: anyNumber });

const thresholdedSchema = v.object({
  threshold: anyNumber,
  truePositives: v.array(count),
  predicted: v.array(count),
  support: v.array(count),
});

const evaluationSchema = v.object({
  set: v.picklist(['validation', 'test']),
  epoch: count,
  count,
  score: scoreSchema,
  confusion: v.array(v.array(count)),
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

const fitSchema = v.object({ seconds: anyNumber, training: v.nullable(scoreSchema), notes: v.array(v.string()) });

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
    'epsilon',
    'stoppedEarly',
    'restoredBest',
  ]),
  note: v.string(),
  value: v.exactOptional(anyNumber),
});

const failureSchema = v.object({
  code: v.picklist(['not-finite', 'diverged', 'frozen', 'out-of-memory', 'engine', 'unsupported', 'data']),
  message: v.string(),
  suggestion: v.string(),
});

/** The experiment floor judges its own value; `null` is its word for "none". */
const experimentSchema = v.pipe(
  v.unknown(),
  v.transform(parseExperiment),
  v.custom<Experiment>((value) => value !== null, 'an experiment'),
);

const runEntries = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  createdAt: time,
  updatedAt: time,
  experiment: experimentSchema,
  status: v.picklist(['preparing', 'training', 'paused', 'finished', 'stopped', 'failed', 'interrupted']),
  epochs: count,
  learningRate: anyNumber,
  stepsPerEpoch: count,
  history: v.object({ losses: v.array(anyNumber), accuracies: v.array(anyNumber) }),
  epochRecords: v.array(epochSchema),
  validation: v.nullable(evaluationSchema),
  test: v.nullable(evaluationSchema),
  fit: v.exactOptional(fitSchema),
  interventions: v.array(interventionSchema),
  engine: v.string(),
  engineId: v.exactOptional(v.picklist(['webgl', 'wasm', 'cpu'])),
  failure: v.nullable(failureSchema),
  classNames: v.array(v.string()),
  input: v.object({ offset: anyNumber, factor: anyNumber }),
  datasetName: v.string(),
});

/** How earlier versions, which stored words alone, began them. */
const ENGINE_WORDS: readonly (readonly [EngineId, string])[] = [
  ['webgl', 'GPU (WebGL)'],
  ['wasm', 'CPU (WebAssembly)'],
  ['cpu', 'CPU (TensorFlow.js)'],
];

const runSchema: v.GenericSchema<unknown, Run> = v.pipe(
  runEntries,
  v.transform((run) => {
    const engineId = run.engineId ?? ENGINE_WORDS.find(([, words]) => run.engine.startsWith(words))?.[0];
    return engineId ? { ...run, engineId } : run;
  }),
);

const floats = v.array(v.instance(Float32Array));
const stateSchema = v.object({ weights: floats, slots: v.array(floats), updates: count });
const checkpointSchema = v.object({ epoch: count, step: count, state: stateSchema });

const savedCheckpointSchema: v.GenericSchema<unknown, SavedCheckpoint> = v.object({
  ...checkpointSchema.entries,
  savedAt: time,
  best: v.nullable(checkpointSchema),
});

const fileSchema: v.GenericSchema<unknown, StoredFile> = v.object({
  name: v.string(),
  sha256: v.string(),
  source: v.string(),
  bytes: v.instance(Uint8Array),
  savedAt: time,
});

/** A stored run, or `null` where the row is damaged. */
export const readRun = reader(runSchema);

/** A stored checkpoint, or `null` where the row is damaged. */
export const readCheckpoint = reader(savedCheckpointSchema);

/** Reads a stored classical model of images of `pixels` bytes; `null` where the row is damaged. */
export const readModel = (pixels: number) => reader(modelRowSchema(pixels));

/** A stored file, or `null` where the row is damaged. Its bytes are not hashed here. */
export const readFile = reader(fileSchema);

function reader<T>(schema: v.GenericSchema<unknown, T>): (row: unknown) => T | null {
  return (row) => {
    const parsed = v.safeParse(schema, row);
    return parsed.success ? parsed.output : null;
  };
}

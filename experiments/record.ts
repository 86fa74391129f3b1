import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { isNumberTask } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { canonical } from '@/experiment/identity';
import { figuresOf } from '@/experiment/presets/published';
import { comparableSettings } from '@/experiment/words/setting-rows';
import { figureIn } from '@/metrics/published';
import type { EpochRecord, Run } from '@/run/types';
import type { Job } from './plan';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const series = v.array(v.nullable(v.number()));

const recordSchema = v.object({
  /** The published experiment, and its form where it has several. */
  id: v.pipe(v.string(), v.nonEmpty()),
  form: v.nullable(v.string()),
  seed: count,
  /** Epochs that were asked for; early stopping may have ended it before. 0 of a classical model, which has none. */
  epochs: count,
  /** Of the settings, seed and epochs apart: tells a run of other settings. */
  settings: v.string(),
  dataset: v.string(),
  /** On the test images; `null` where a number is predicted. */
  accuracy: v.nullable(share),
  loss: v.number(),
  macroF1: v.nullable(share),
  testImages: count,
  /** Epochs done by the network that was tested: the best one where its weights were restored. */
  testedEpoch: count,
  /** The report's figures, and the run's own in full precision; `null` where the run has none. */
  figures: v.array(v.object({ label: v.string(), published: v.number(), ours: v.nullable(v.number()) })),
  /** confusion[true class][predicted class], in test images. */
  classNames: v.array(v.string()),
  confusion: v.array(v.array(count)),
  /** Value i is that of epoch i + 1; a number that was not finite is `null`. */
  history: v.object({
    trainingLoss: series,
    trainingAccuracy: series,
    validationLoss: series,
    validationAccuracy: series,
    seconds: series,
  }),
  /** What happened on the way (stopped early, best weights restored …), or how a fit ended, in the app's words. */
  events: v.array(v.string()),
  /** Where the app's table "Published and yours" says other than the run's row; empty as it should be. */
  disagreements: v.array(v.string()),
  engine: v.string(),
  /** `null` where the engine does not speak of threads. */
  threads: v.nullable(count),
  /** From pressing Train to the end, and of these in training steps, or in the fit of a classical model. */
  seconds: v.number(),
  trainingSeconds: v.number(),
  date: v.pipe(v.string(), v.isoTimestamp()),
  /** The app's commit, "+changes" where its files were not as committed. */
  commit: v.string(),
  /** `load` is the average number of programs that wanted a core at the start. */
  machine: v.object({ cpu: v.string(), cores: count, load: v.number(), browser: v.string() }),
});

/** A finished run of a published experiment, as it is kept in docs/experiments. */
export type RunRecord = v.InferOutput<typeof recordSchema>;

/** What is known of a run besides its row. */
export type Circumstances = Pick<RunRecord, 'disagreements' | 'seconds' | 'date' | 'commit' | 'machine'>;

/** What is kept of a finished run. Throws an Error where it has no answers on the test images. */
export function recordOf(run: Run, job: Job, circumstances: Circumstances): RunRecord {
  const { test } = run;
  if (!test) throw new Error('The run has no answers on the test images.');
  const ofNumber = isNumberTask(run.experiment.data);
  const threads = run.engine.match(/(\d+) threads?/)?.[1];
  return {
    id: job.preset.id,
    form: job.form?.id ?? null,
    seed: run.experiment.training.seed,
    epochs: run.epochs,
    settings: settingsDigest(run.experiment),
    dataset: run.datasetName,
    loss: test.score.loss,
    accuracy: ofNumber ? null : test.score.accuracy,
    macroF1: ofNumber ? null : (figureIn(run, { of: 'macroF1' }) ?? Number.NaN),
    testImages: test.count,
    testedEpoch: test.epoch,
    figures: figuresOf(job.preset, job.form).map(({ label, value, figure }) => ({
      label,
      published: value,
      ours: finite(figureIn(run, figure)),
    })),
    classNames: run.classNames,
    confusion: test.confusion,
    history: historyOf(run.epochRecords),
    events: [...run.interventions.map(({ note }) => note), ...(run.fit?.notes ?? [])],
    engine: run.engine,
    threads: threads === undefined ? null : Number(threads),
    trainingSeconds: run.fit?.seconds ?? run.epochRecords.reduce((sum, { seconds }) => sum + seconds, 0),
    ...circumstances,
  };
}

function historyOf(records: readonly EpochRecord[]): RunRecord['history'] {
  const each = (of: (record: EpochRecord) => number | undefined) => records.map((record) => finite(of(record) ?? null));
  return {
    trainingLoss: each(({ training }) => training.loss),
    trainingAccuracy: each(({ training }) => training.accuracy),
    validationLoss: each(({ validation }) => validation?.loss),
    validationAccuracy: each(({ validation }) => validation?.accuracy),
    seconds: each(({ seconds }) => seconds),
  };
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

/** Settings that the app had not yet when the first records were made: unused, they are no difference to those. */
const ADDED = new Set(['data.drawings']);

/** Twelve hexadecimal digits of the settings, in whatever words; two experiments that differ in seed or epochs alone have the same. */
export function settingsDigest(experiment: Experiment): string {
  const apart = new Set(['training.seed', 'training.epochs']);
  const lines = comparableSettings(experiment)
    .filter(({ key, content }) => !apart.has(key) && !(content === null && ADDED.has(key)))
    .map(({ key, content }) => `${key}: ${canonical(content)}`);
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
}

/** A record as text: JSON with each list of numbers on a line of its own. */
export const recordText = (record: RunRecord): string =>
  `${JSON.stringify(record, null, 2).replace(/\[[\s\d.,eE+\-nul]*\]/g, (list) => list.replace(/\s+/g, '').replaceAll(',', ', '))}\n`;

/** A record from text; throws an Error that names the file and what is wrong in it. */
export function readRecord(text: string, file: string): RunRecord {
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(text));
    if (parsed.success) return parsed.output;
    const [issue] = parsed.issues;
    throw new Error(`${v.getDotPath(issue) ?? ''} ${issue.message}`.trim());
  } catch (error) {
    throw new Error(`${file} is not the record of a run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import * as v from 'valibot';
import { figureIn } from '@/metrics/published';
import type { Run } from '@/run/types';
import { bestTrial, lastOutcome } from '@/study/objective';
import type { Circumstances } from '../record';
import type { Searched } from './drive-search';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const scores = v.object({
  /** Epochs done, and the one whose weights were kept. */
  epochs: count,
  bestEpoch: count,
  validationAccuracy: share,
  validationLoss: v.number(),
  seconds: v.number(),
});

const schema = v.object({
  /** The published search, and the seed of the study. */
  search: v.pipe(v.string(), v.nonEmpty()),
  seed: count,
  /** Epochs that each trial might have; early stopping ends most before. */
  epochs: count,
  trials: v.array(
    v.object({
      number: count,
      status: v.string(),
      cause: v.nullable(v.string()),
      values: v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
      scores: v.nullable(scores),
    }),
  ),
  /** The best trial by its validation accuracy: its network, as trained in the search, on the test images. */
  winner: v.object({ number: count, testAccuracy: share, testLoss: v.number(), macroF1: share }),
  engine: v.string(),
  date: v.pipe(v.string(), v.isoTimestamp()),
  commit: v.string(),
  machine: v.object({ cpu: v.string(), cores: count, load: v.number(), browser: v.string() }),
});

/** A finished published search, as it is kept in docs/experiments. */
export type SearchRecord = v.InferOutput<typeof schema>;

/** What is kept of a finished search. Throws an Error where no trial came to an end. */
export function searchRecordOf(
  id: string,
  { record, winner, runs }: Searched,
  circumstances: Pick<Circumstances, 'date' | 'commit' | 'machine'>,
): SearchRecord {
  const { study, trials } = record;
  const best = bestTrial(study, trials);
  const test = winner.test?.score;
  if (!best || !test) throw new Error('No trial of the search came to an end.');
  return {
    search: id,
    seed: study.seed,
    epochs: study.base.training.epochs,
    trials: trials.map((trial) => {
      const outcome = lastOutcome(trial);
      const run = runs.find((one) => one.id === trial.runId);
      const { number, status, cause, values } = trial;
      if (!outcome || !run) return { number, status, cause, values: { ...values }, scores: null };
      const { accuracy, loss, seconds } = outcome;
      const done = { epochs: run.epochRecords.length, bestEpoch: bestEpoch(run) };
      return {
        number,
        status,
        cause,
        values: { ...values },
        scores: { ...done, validationAccuracy: accuracy, validationLoss: loss, seconds },
      };
    }),
    winner: {
      number: best.number,
      testAccuracy: test.accuracy,
      testLoss: test.loss,
      macroF1: figureIn(winner, { of: 'macroF1' }) ?? Number.NaN,
    },
    engine: winner.engine,
    ...circumstances,
  };
}

const bestEpoch = ({ validation, test, epochRecords }: Run): number => validation?.epoch ?? test?.epoch ?? epochRecords.length;

/** A record from text; throws an Error that names the file and what is wrong in it. */
export function readSearchRecord(text: string, file: string): SearchRecord {
  const parsed = v.safeParse(schema, JSON.parse(text));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${file} is not the record of a search: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
}

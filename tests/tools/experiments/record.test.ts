import { readdirSync, readFileSync } from 'node:fs';
import { sampleRun } from '@tests/support/runs';
import { describe, expect, test } from 'vitest';
import { compare } from '../../../experiments/drive';
import { type Job, jobsOf } from '../../../experiments/plan';
import { readRecord, recordOf, recordText, settingsDigest } from '../../../experiments/record';
import { sampleRecord } from './sample-record';

const [job] = jobsOf({ ids: ['d1'], forms: [], seeds: [7], epochs: null }) as [Job];
const CIRCUMSTANCES = {
  disagreements: [],
  seconds: 12.5,
  date: '2031-02-03T04:05:06.000Z',
  commit: 'abc',
  machine: { cpu: 'p', cores: 2, load: 0, browser: 'Chromium 1' },
};
const score = { loss: 0.0123456789012, accuracy: 0.75 };
const run = sampleRun('r', {
  experiment: job.experiment,
  status: 'finished',
  epochs: 20,
  engine: 'CPU (WebAssembly) · 1 thread',
  test: {
    set: 'test',
    epoch: 1,
    count: 4,
    score,
    confusion: [
      [2, 0],
      [1, 1],
    ],
  },
});

describe('the record of a run', () => {
  const record = recordOf(run, job, CIRCUMSTANCES);

  test('has the run’s own numbers in full', () => {
    expect(record).toMatchObject({ id: 'd1-from-scratch', form: null, seed: 7, epochs: 20, ...score, threads: 1, trainingSeconds: 3 });
    // F1: 4/5 and 2/3.
    expect(record.macroF1).toBeCloseTo((4 / 5 + 2 / 3) / 2, 15);
    expect(record.figures).toEqual([{ label: 'test accuracy', published: 1, ours: 0.75 }]);
    expect(record.history).toMatchObject({ trainingLoss: [2], validationAccuracy: [0.8] });
  });

  test('is read back as it was, and is short', () => {
    const text = recordText(record);
    expect(readRecord(text, 'd1.json')).toEqual(record);
    expect(text).toContain('\n    [2, 0],\n');
  });

  test('keeps null for what is not there, and for numbers that are not finite', () => {
    const training = { loss: Number.NaN, accuracy: 0.1 };
    const odd = recordOf({ ...run, epochRecords: [{ epoch: 1, step: 1, training, validation: null, seconds: 1 }] }, job, CIRCUMSTANCES);
    expect(odd.history).toMatchObject({ trainingLoss: [null], validationLoss: [null], trainingAccuracy: [0.1] });
    expect(readRecord(recordText(odd), 'd1.json')).toEqual(odd);
  });

  test('cannot be made without answers on the test images', () => {
    expect(() => recordOf({ ...run, test: null }, job, CIRCUMSTANCES)).toThrow('no answers on the test images');
  });
});

test('the record of a classical model has the seconds of its fit, what is to be known of it, and no epochs', () => {
  const [forest] = jobsOf({ ids: ['e5'], forms: ['forest'], seeds: [], epochs: 5 }) as [Job];
  const fit = { seconds: 41.5, training: score, notes: ['So and so.'] };
  const row = { epochs: 0, stepsPerEpoch: 0, epochRecords: [], interventions: [], engine: 'CPU (JavaScript) · 1 thread' };
  const fitted = recordOf({ ...run, ...row, experiment: forest.experiment, fit }, forest, CIRCUMSTANCES);
  expect(fitted).toMatchObject({ form: 'forest', epochs: 0, trainingSeconds: 41.5, events: ['So and so.'], threads: 1, ...score });
  expect(fitted.history.trainingLoss).toEqual([]);
  expect(readRecord(recordText(fitted), 'e5.json')).toEqual(fitted);
});

test('the record of a run that predicts a number has no accuracy, and the figures of its form', () => {
  const [forest] = jobsOf({ ids: ['e7'], forms: ['forest'], seeds: [], epochs: null }) as [Job];
  const numbers = { mse: 400, mae: 16, medianAbsoluteError: 10, r2: -0.25, explainedVariance: 0 };
  const test_ = { set: 'test' as const, epoch: 0, count: 4, score: { loss: 1.25, accuracy: -0.25 }, confusion: [[4]], numbers };
  const record = recordOf({ ...run, experiment: forest.experiment, test: test_ }, forest, CIRCUMSTANCES);
  expect(record).toMatchObject({ form: 'forest', accuracy: null, macroF1: null, loss: 1.25 });
  expect(record.figures.map(({ ours }) => ours)).toEqual([-0.25, 400, 20, 4]);
  expect(readRecord(recordText(record), 'e7.json')).toEqual(record);
});

test.each([
  ['{', /d1\.json is not the record of a run/],
  ['{}', /d1\.json is not the record of a run: id/],
  [recordText(sampleRecord('d1-from-scratch', { accuracy: 1.5 })), /accuracy/],
])('a damaged file is refused by name', (text, words) => {
  expect(() => readRecord(text, 'd1.json')).toThrow(words);
});

test('the digest of the settings ignores seed and epochs, and nothing else', () => {
  const { experiment } = job;
  const with_ = (change: Partial<typeof experiment.training>) => ({ ...experiment, training: { ...experiment.training, ...change } });
  expect(settingsDigest(with_({ seed: 8, epochs: 3 }))).toBe(settingsDigest(experiment));
  expect(settingsDigest(with_({ batchSize: 2 }))).not.toBe(settingsDigest(experiment));
});

test('every record in docs is of the settings that the app has now', () => {
  const folder = 'docs/experiments';
  const jobs = jobsOf({ ids: [], forms: [], seeds: [], epochs: null });
  const digests = new Map(jobs.map(({ preset, form, experiment }) => [`${preset.id} ${form?.id ?? null}`, settingsDigest(experiment)]));
  const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  const records = texts.map((text) => JSON.parse(text)).filter(({ settings }) => settings !== undefined);
  expect(records.length).toBeGreaterThan(20);
  for (const { id, form, settings } of records) expect([id, form, settings]).toEqual([id, form, digests.get(`${id} ${form}`)]);
});

describe('the app’s table against the run', () => {
  const { figures } = job.preset;
  test('agrees where it shows the same, in the report’s digits', () => {
    expect(compare([['test accuracy', '100%', '75%', '−25 points', '']], figures, run)).toEqual([]);
  });
  test.each([
    ['another number of ours', [['test accuracy', '100%', '76%']]],
    ['another published number', [['test accuracy', '99%', '75%']]],
    ['no such row', []],
  ])('differs where it has %s', (_what, shown) => {
    expect(compare(shown, figures, run)).toHaveLength(1);
  });
});

import { sampleRun, withForest } from '@tests/support/runs';
import { describe, expect, test } from 'vitest';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { changedWords, changesOf, extendingWords, lossOf, moreWords, resumeWords, statusLine } from '@/features/training/run-bar/run-words';
import type { EvaluationSet, Intervention, Run } from '@/run/types';

const at = (what: Intervention['what'], note: string, step = 1200): Intervention => ({ what, note, step, epoch: 3 });

test('a run says what changed on its way and from which step', () => {
  expect(changesOf({ interventions: [at('learningRate', 'Learning rate 0.01')] })).toBe('Learning rate 0.01 from step 1,200');
  expect(changesOf({ interventions: [at('paused', 'Paused'), at('resumed', 'Resumed')] })).toBe('');
});

test('a run that ended early says so, and which weights it has', () => {
  const interventions = [
    at('learningRate', 'Learning rate 0.01'),
    at('stoppedEarly', 'Stopped early'),
    at('restoredBest', 'Epoch 2 restored'),
  ];
  expect(changesOf({ interventions })).toBe('Stopped early · Epoch 2 restored');
});

test.each([
  ['interrupted', true],
  ['finished', true],
  ['training', false],
] as const)('a run (%s) whose weights are gone says that it cannot be continued, where it could: %s', (status, isSaid) => {
  expect(lossOf(sampleRun('a', { status }), false) !== '').toBe(isSaid);
  expect(lossOf(sampleRun('a', { status }), true)).toBe('');
});

describe('while all images of a set are asked', () => {
  const history = (steps: number) => ({ losses: Array<number>(steps).fill(1), accuracies: Array<number>(steps).fill(0) });
  /** One epoch of two steps is shown as done. */
  const run = sampleRun('a', { status: 'training', history: history(4) });
  const progress = { type: 'progress', step: 4, epoch: 2, examplesPerSecond: 1234, secondsLeft: 60 } as const;
  const line = (evaluating: EvaluationSet | null, change: Partial<Run> = {}) => {
    const { main, detail } = statusLine({ ...run, ...change }, progress, { estimate: '', restarting: false, evaluating });
    return `${main} | ${detail}`;
  };

  test('at the end of an epoch, that stands in place of steps and speed', () => {
    expect(line(null)).toBe('Epoch 2 of 5 | step 2 of 2 · 1,234 images/s · 1 min 0 s left');
    const ofTable = { ...run.experiment, data: { ...run.experiment.data, dataset: 'flight-prices' as const } };
    expect(line(null, { experiment: ofTable })).toContain('1,234 rows/s');
    expect(line('validation')).toBe('Epoch 2 of 5 | testing on the validation set · 1 min 0 s left');
    expect(line('validation', { epochs: 2 })).toBe('Epoch 2 of 2 | testing on the validation set');
    expect(line('validation', { status: 'paused' })).toBe('Epoch 2 of 5 | testing on the validation set · then it pauses');
  });

  test('with early stopping the time left is the most there can be', () => {
    const training = { ...run.experiment.training, earlyStopping: EARLY_STOPPING.defaults };
    expect(line(null, { experiment: { ...run.experiment, training } })).toMatch(/ · at most 1 min 0 s left$/);
  });

  test('at the end of the run, no epoch and no time left are named, also after a stop or with the best weights back', () => {
    expect(line('test', { history: history(3) })).toBe('Testing on the test set … | then training is done');
    expect(line('validation', { history: history(2) })).toBe('Testing on the validation set … | then training is done');
    expect(line('test', { status: 'paused' })).toBe('Testing on the test set … | then training is done');
  });

  test('but not once it is over', () => {
    expect(line('test', { status: 'finished' })).toBe('Finished 1 epoch | ');
  });
});

test('a run that goes on says what it takes over of changed settings, and what it keeps', () => {
  const run = sampleRun('a', { status: 'finished' });
  const { training } = run.experiment;
  const changed = { ...run.experiment, training: { ...training, learningRate: 0.5, batchSize: training.batchSize + 1 } };
  expect(extendingWords(run, changed)).toBe('Continuing uses the new learning rate 0.5 and keeps the batch size of this run.');
  expect(extendingWords(run, { ...run.experiment, training: { ...training, learningRate: run.learningRate } })).toBe('');
  expect(extendingWords(run, withForest(3))).toMatch(/keeps the network and the other settings of this run\.$/);
});

test('one more epoch is one epoch', () => {
  expect([1, 2, null].map(moreWords)).toEqual(['Continue for 1 epoch', 'Continue for 2 epochs', 'Continue']);
});

test('a run that was interrupted before its first epoch is started again, not continued from epoch 0', () => {
  const record = sampleRun('a').epochRecords[0];
  if (!record) throw new Error('the sample has no epoch');
  expect(resumeWords(sampleRun('a', { status: 'interrupted', epochRecords: [] }))).toBe('Start again');
  expect(resumeWords(sampleRun('a', { status: 'interrupted', epochRecords: [record] }))).toBe('Continue from epoch 1');
});

test('speaks of a last run only where none is under way, and of Train where it can be pressed', () => {
  expect(changedWords(false)).toContain('Press Train to update them');
  expect(changedWords(true)).toContain('This run goes on with its own');
});

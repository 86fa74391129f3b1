import { expect, test } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { defaultExperiment } from '@/experiment/defaults';
import { fitShare } from '@/features/training/run-bar/fit-words';
import { statusLine } from '@/features/training/run-bar/run-words';
import type { RunNews } from '@/run/events';
import type { Fit, Run, RunStatus } from '@/run/types';

type Fitting = Extract<RunNews, { type: 'fitting' }>;

const FIT: Fit = { seconds: 12.3, training: { loss: 0.2, accuracy: 0.95 }, notes: [] };

const runOf = (status: RunStatus, fit?: Fit): Run => ({
  id: 'r',
  createdAt: 0,
  updatedAt: 0,
  experiment: { ...defaultExperiment(), model: { kind: 'classical', classical: CLASSICAL_MODELS.decisionTree.defaults } },
  status,
  epochs: 0,
  learningRate: 0,
  stepsPerEpoch: 0,
  history: { losses: [], accuracies: [] },
  epochRecords: [],
  validation: null,
  test: null,
  interventions: [],
  engine: '',
  failure: null,
  classNames: [],
  input: { offset: 0, factor: 1 },
  datasetName: '',
  ...(fit && { fit }),
});

const fitting = (part: Fitting['part'], done: number | null): Fitting => ({ type: 'fitting', part, done, seconds: 12.3 });

const lineOf = (run: Run, news: Fitting | null = null, estimate = '') => {
  const { main, detail } = statusLine(run, null, { estimate, restarting: false, fitting: news });
  return [main, detail].filter(Boolean).join(' | ');
};

test('a fit under way says which part of the work it is at, and how far', () => {
  expect(lineOf(runOf('training'))).toBe('Learning');
  expect(lineOf(runOf('training'), fitting('learning', 0.42))).toBe('Learning | 42% · 12 s');
  expect(lineOf(runOf('training'), fitting('learning', null))).toBe('Learning | 12 s');
  expect(lineOf(runOf('training', FIT), fitting('test', 0.3))).toBe('Testing on the test set … | 30%');
  expect(lineOf(runOf('paused'), fitting('learning', 0.42))).toBe('Paused while learning | 42% · 12 s');
});

test('a fit that has ended says how long it learnt, or what is left of it', () => {
  expect(lineOf(runOf('finished', FIT))).toBe('Finished: learned in 12 s');
  expect(lineOf(runOf('finished', { ...FIT, seconds: 0.002 }))).toBe('Finished: learned in under 0.1 s');
  expect(lineOf(runOf('finished', FIT), null, 'about 5 s for 5 epochs')).toBe('Finished: learned in 12 s | next: about 5 s for 5 epochs');
  expect(lineOf(runOf('stopped'))).toBe('Stopped while learning | nothing was kept');
  expect(lineOf(runOf('stopped', FIT))).toBe('Stopped after learning | before testing was finished');
  expect(lineOf(runOf('interrupted'))).toBe('Interrupted | while learning');
});

test('a fit whose worker is replaced starts from the beginning', () => {
  const { main, detail } = statusLine(runOf('training'), null, { estimate: '', restarting: true });
  expect([main, detail]).toEqual(['Restarting', 'from the beginning']);
});

test('the bar shows the part under way, and is full only after learning', () => {
  expect(fitShare(runOf('training'), fitting('learning', 0.42))).toBe(0.42);
  expect(fitShare(runOf('training'), fitting('learning', null))).toBeNull();
  expect(fitShare(runOf('preparing'), null)).toBeNull();
  expect(fitShare(runOf('finished', FIT), null)).toBe(1);
  expect(fitShare(runOf('stopped'), fitting('learning', 0.42))).toBe(0);
});

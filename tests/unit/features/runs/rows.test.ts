import { epochOf, evaluationOf, runOf, withForest, withLayers } from '@tests/support/runs';
import { expect, test } from 'vitest';
import { withDataset } from '@/experiment/data/on-dataset';
import { defaultExperiment } from '@/experiment/defaults';
import { scoreInWords } from '@/experiment/words/score';
import { columnsOf } from '@/features/runs/columns';
import { rowOf, withRunOnShow } from '@/features/runs/run-row';
import { runsCsv } from '@/features/runs/runs-csv';
import { bestRuns, NEWEST_FIRST, sortedBy, sortRows } from '@/features/runs/sorting';
import { trainingSeconds } from '@/metrics/run-figures';
import { objectivesFor } from '@/study/objective';

const withTest = (id: string, accuracy: number, own: Parameters<typeof runOf>[1] = {}) =>
  runOf(id, { test: evaluationOf('test', accuracy), ...own });

test('a row holds the figures of its run, and none where the run has none', () => {
  const run = withTest('a', 0.8, { epochRecords: [epochOf(1, 2.5), epochOf(2, 1.25)] });
  // 784 * 128 + 128 + 128 * 10 + 10
  expect(rowOf(run)).toMatchObject({ parameters: 101_770, epochs: 2, seconds: 3.75, testAccuracy: 0.8, validationAccuracy: null });
  // F1 of the classes: 6 / 8 and 2 / 4.
  expect(rowOf(run).macroF1).toBeCloseTo(0.625, 12);
  const held = runOf('b', { validation: evaluationOf('validation', 0.7) });
  expect(rowOf(held)).toMatchObject({ validationAccuracy: 0.7, testAccuracy: null, testLoss: null, macroF1: null, seconds: null });
});

test('a classical model has neither parameters nor epochs; its time is that of its fit', () => {
  const fit = { seconds: 4.5, training: null, notes: [] };
  expect(rowOf(runOf('a', { experiment: withForest(10), fit }))).toMatchObject({ parameters: null, epochs: null, seconds: 4.5 });
  expect(trainingSeconds({ epochRecords: [] })).toBeNull();
});

test('a missing figure comes last in either order, and equal ones are the newest first', () => {
  const rows = [
    runOf('none', { createdAt: 9 }),
    withTest('low', 0.5, { createdAt: 1 }),
    withTest('high', 0.9, { createdAt: 2 }),
    withTest('too', 0.9, { createdAt: 3 }),
  ].map((run) => rowOf(run));
  const idsBy = (direction: 'ascending' | 'descending') => sortRows(rows, { key: 'testAccuracy', direction }).map(({ run }) => run.id);
  expect(idsBy('descending')).toEqual(['too', 'high', 'low', 'none']);
  expect(idsBy('ascending')).toEqual(['low', 'too', 'high', 'none']);
  expect(sortRows(rows, NEWEST_FIRST).map(({ run }) => run.id)).toEqual(['none', 'too', 'high', 'low']);
});

test('a loss that is no number comes last', () => {
  const diverged = withTest('nan', 0.1);
  const rows = [{ ...rowOf(diverged), testLoss: Number.NaN }, rowOf(withTest('fine', 0.9))];
  for (const direction of ['ascending', 'descending'] as const)
    expect(sortRows(rows, { key: 'testLoss', direction }).map(({ run }) => run.id)).toEqual(['fine', 'nan']);
});

test('models are ordered by name, their sizes as numbers', () => {
  const rows = [128, 16, 9].map((units) => rowOf(runOf(`d${units}`, { experiment: withLayers(['flatten'], ['dense', { units }]) })));
  expect(sortRows(rows, { key: 'model', direction: 'ascending' }).map(({ run }) => run.id)).toEqual(['d9', 'd16', 'd128']);
});

test('a heading sorts by what people look for first, and turns round when pressed again', () => {
  expect(sortedBy('testAccuracy', NEWEST_FIRST)).toEqual({ key: 'testAccuracy', direction: 'descending' });
  expect(sortedBy('testLoss', NEWEST_FIRST)).toEqual({ key: 'testLoss', direction: 'ascending' });
  expect(sortedBy('when', NEWEST_FIRST)).toEqual({ key: 'when', direction: 'ascending' });
});

test('the best is so among runs that were asked the same of the same images, of which there are several', () => {
  const usual = defaultExperiment();
  const pair = { ...usual, data: { ...usual.data, task: { kind: 'pair' as const, classes: [2, 4] as [number, number] } } };
  const rows = [
    withTest('a', 0.8),
    withTest('b', 0.85, { experiment: withForest(10) }),
    withTest('alone', 0.99, { experiment: pair }),
    runOf('unfinished', { experiment: pair }),
  ];
  expect(bestRuns(rows.map((run) => rowOf(run)))).toEqual(new Set(['b']));
});

test('test images drawn from all by another seed are other test images', () => {
  const usual = defaultExperiment();
  const split = {
    kind: 'pooled',
    sizes: 'shares',
    train: 0.8,
    validation: 0.1,
    test: 0.1,
    stratified: true,
    validationIsTest: false,
  } as const;
  const pooled = (seed: number) => ({ ...usual, data: { ...usual.data, split }, training: { ...usual.training, seed } });
  const rows = [1, 2].map((seed) => rowOf(withTest(`s${seed}`, 0.8 + seed / 100, { experiment: pooled(seed) })));
  expect(bestRuns(rows).size).toBe(0);
});

test('the run on show takes the place of its kept self, or comes first where it is not kept yet', () => {
  const kept = [runOf('a'), runOf('b')];
  const live = runOf('b', { status: 'training' });
  expect(withRunOnShow(kept, live)).toEqual([kept[0], live]);
  expect(withRunOnShow(kept, runOf('c')).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(withRunOnShow(kept, null)).toEqual(kept);
});

test('the exported table has all digits, and words with commas in quotes', () => {
  const accuracy = 0.123456789012345;
  const csv = runsCsv([rowOf(withTest('a', accuracy, { experiment: withForest(10) }))]);
  const [heading = '', line = '', end] = csv.split('\r\n');
  expect(end).toBe('');
  expect(heading.split(',').slice(2, 5)).toEqual(['model', 'data set', 'status']);
  expect(line).toContain('2026-05-02T12:00:00.000Z,,"Random forest, 10 trees",Fashion-MNIST,finished,CPU (WebAssembly) · 2 threads,,,,,');
  expect(line).toContain(`,${accuracy},${1 - accuracy},0.625,,,,"Data set: Fashion-MNIST; `);
});

test('a run that predicts a number has an R2 and no accuracy, wherever it stands', () => {
  const flights = withTest('a', 0.978, { experiment: withDataset(defaultExperiment(), 'flight-prices') });
  const rows = [flights, withTest('b', 0.85)].map((run) => rowOf(run));
  expect(rows.map(({ testAccuracy, testR2, macroF1 }) => [testAccuracy, testR2, macroF1 === null])).toEqual([
    [null, 0.978, true],
    [0.85, null, false],
  ]);
  expect(columnsOf(rows).map(({ key }) => key)).toContain('testR2');
  expect(columnsOf(rows.slice(1)).map(({ key }) => key)).not.toContain('testR2');
  expect(scoreInWords(flights.experiment.data, 0.978)).toBe('R2 0.978');
  expect(objectivesFor(flights.experiment)).toEqual(['validationLoss']);
});

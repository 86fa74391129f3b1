import { runOf, withForest } from '@tests/support/runs';
import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { differingRows } from '@/features/compare/tables/differing';

const computed = (id: string, engine: string, engineBuild?: string) =>
  runOf(id, { engine, ...(engineBuild === undefined ? {} : { engineBuild }) });

test('runs with the same settings on the same build of an engine differ in nothing', () => {
  const [a, b] = [computed('a', 'CPU engine', 'SIMD'), computed('b', 'CPU engine', 'SIMD')];
  expect(differingRows([a, b])).toEqual({ rows: [], roundsDifferently: false });
});

test.each([
  ['another build of the engine', computed('b', 'CPU engine', 'relaxed SIMD'), 'CPU engine, relaxed SIMD'],
  ['a run from before builds were told', computed('b', 'CPU engine'), 'CPU engine'],
  ['another engine', computed('b', 'GPU'), 'GPU'],
])('%s is told: its last digits may differ for that alone', (_, other, words) => {
  expect(differingRows([computed('a', 'CPU engine', 'SIMD'), other])).toEqual({
    rows: [{ key: 'engine', label: 'Computed by', values: ['CPU engine, SIMD', words] }],
    roundsDifferently: true,
  });
});

test('a classical model has no engine to differ by', () => {
  const network = { ...computed('a', 'CPU engine', 'SIMD'), experiment: defaultExperiment() };
  const forest = { ...runOf('b', { engine: '' }), experiment: withForest(10) };
  const { rows, roundsDifferently } = differingRows([network, forest]);
  expect(roundsDifferently).toBe(false);
  expect(rows.map(({ key }) => key)).not.toContain('engine');
});

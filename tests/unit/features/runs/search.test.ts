import { runOf, withForest, withLayers } from '@tests/support/runs';
import { expect, test } from 'vitest';
import { rowOf } from '@/features/runs/run-row';
import { searchRows } from '@/features/runs/search';

const rows = [
  runOf('dense', { name: 'Wide one', note: 'for Monday' }),
  runOf('conv', { experiment: withLayers(['conv2d', { filters: 24 }], ['flatten']) }),
  runOf('forest', { experiment: withForest(10) }),
].map((run) => rowOf(run));
const found = (search: string) => searchRows(rows, search).map(({ run }) => run.id);

test('a search finds runs by name, note, model and settings, with every word and in any case', () => {
  expect(found('')).toEqual(['dense', 'conv', 'forest']);
  expect(found('wide MONDAY')).toEqual(['dense']);
  expect(found('wide forest')).toEqual([]);
  expect(found('conv2d')).toEqual(['conv']);
  expect(found('random forest')).toEqual(['forest']);
  expect(found('optimizer adam')).toEqual(['dense', 'conv']);
});

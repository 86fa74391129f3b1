import { runOf } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import { comparedRun } from '@/features/compare/compared';
import { nextSorting, sorted } from '@/features/compare/tables/sorting';

const runs = [
  { ...comparedRun(runOf('a', { name: 'student 10' }), 0), testAccuracy: 0.8 },
  { ...comparedRun(runOf('b', { name: 'student 9' }), 1), testAccuracy: null },
  { ...comparedRun(runOf('c', { name: 'Student 1' }), 2), testAccuracy: 0.9 },
];
const order = (...args: Parameters<typeof sorted>) => sorted(...args).map(({ run }) => run.id);

describe('the results of a comparison, sorted', () => {
  it('by figure, those without it last either way', () => {
    expect(order(runs, { column: 'testAccuracy', direction: 'descending' })).toEqual(['c', 'a', 'b']);
    expect(order(runs, { column: 'testAccuracy', direction: 'ascending' })).toEqual(['a', 'c', 'b']);
  });

  it('by name, numbers in names as numbers', () => {
    expect(order(runs, { column: 'title', direction: 'ascending' })).toEqual(['c', 'b', 'a']);
  });

  it('best first, then worst first, then as chosen', () => {
    const first = nextSorting('testAccuracy', null);
    expect(first).toEqual({ column: 'testAccuracy', direction: 'descending' });
    const second = nextSorting('testAccuracy', first);
    expect(second?.direction).toBe('ascending');
    expect(nextSorting('testAccuracy', second)).toBeNull();
    expect(nextSorting('testLoss', null)?.direction).toBe('ascending');
  });
});

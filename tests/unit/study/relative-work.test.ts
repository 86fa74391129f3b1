import { expect, test } from 'vitest';
import { planOf } from '@/experiment/network/describe';
import { spaceOf } from '@/study/next';
import { PUBLISHED_SEARCHES } from '@/study/published';
import { relativeWork } from '@/study/relative-work';
import { experimentWith } from '@/study/space/experiment-space';
import { everyValues } from '@/study/space/search-space';
import type { Study } from '@/study/study';

const study = (id: string, change: Partial<Study> = {}): Study => {
  const search = PUBLISHED_SEARCHES.find((one) => one.id === id);
  if (!search) throw new Error(`There is no search ${id}.`);
  return { id: 'study', name: id, createdAt: 0, ...search.study, ...change };
};

test('the networks of a search are as much work as their multiply-adds say', () => {
  const whole = study('b6-search-cnn');
  const filters = whole.parameters.filter(({ address }) => address.endsWith('.filters'));
  const some = { ...whole, parameters: filters };
  const space = spaceOf(some);
  const every = [...everyValues(space, 2)].map((values) => planOf(experimentWith(some.base, space, values)).multiplyAdds);
  const mean = every.reduce((sum, value) => sum + value, 0) / every.length / planOf(some.base).multiplyAdds;
  expect(every).toHaveLength(8);
  // Sixty draws out of eight networks come near the mean of all.
  expect(relativeWork(some) / mean).toBeGreaterThan(0.9);
  expect(relativeWork(some) / mean).toBeLessThan(1.1);
});

test('a design of the smallest layers stands for much larger ones', () => {
  expect(relativeWork(study('b5-search-mlp'))).toBeGreaterThan(5);
});

test('what changes no layer is as much work as the design', () => {
  const whole = study('b5-search-mlp');
  const rate = whole.parameters.filter(({ address }) => address === 'training.learningRate');
  expect(relativeWork({ ...whole, parameters: rate })).toBe(1);
  expect(relativeWork({ ...whole, parameters: [] })).toBe(1);
});

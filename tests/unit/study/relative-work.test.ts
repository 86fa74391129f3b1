import { expect, test, vi } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { spaceOf } from '@/study/next';
import { PUBLISHED_SEARCHES } from '@/study/published';
import { relativeWork } from '@/study/relative-work';
import { experimentWith } from '@/study/space/experiment-space';
import { everyValues } from '@/study/space/search-space';
import type { Study } from '@/study/study';

vi.mock('@/experiment/network/describe', async (original) => {
  const module = await original<typeof import('@/experiment/network/describe')>();
  return { ...module, planOf: vi.fn(module.planOf) };
});

const study = (id: string, change: Partial<Study> = {}): Study => {
  const search = PUBLISHED_SEARCHES.find((one) => one.id === id);
  if (!search) throw new Error(`There is no search ${id}.`);
  return { id: 'study', name: id, createdAt: 0, ...search.study, ...change };
};

const workOf = (one: Study): number => relativeWork(one, spaceOf(one));

test('the networks of a search are as much work as their multiply-adds say', () => {
  const whole = study('b6-search-cnn');
  const filters = whole.parameters.filter(({ address }) => address.endsWith('.filters'));
  const some = { ...whole, parameters: filters };
  const space = spaceOf(some);
  const every = [...everyValues(space, 2)].map((values) => planOf(experimentWith(some.base, space, values)).multiplyAdds);
  const mean = every.reduce((sum, value) => sum + value, 0) / every.length / planOf(some.base).multiplyAdds;
  expect(every).toHaveLength(8);
  // Sixty draws out of eight networks come near the mean of all.
  expect(workOf(some) / mean).toBeGreaterThan(0.9);
  expect(workOf(some) / mean).toBeLessThan(1.1);
  // The same networks for the same seed.
  expect(workOf(some)).toBe(workOf(some));
});

test('a design of the smallest layers stands for much larger ones', () => {
  expect(workOf(study('b5-search-mlp'))).toBeGreaterThan(5);
});

test('what changes no layer is as much work as the design', () => {
  const whole = study('b5-search-mlp');
  const rate = whole.parameters.filter(({ address }) => address === 'training.learningRate');
  expect(workOf({ ...whole, parameters: rate })).toBe(1);
  expect(workOf({ ...whole, parameters: [] })).toBe(1);
});

test('the variants of a comparison are taken as they are', () => {
  const whole = study('b6-search-cnn');
  const filters = whole.parameters.filter(({ address }) => address.endsWith('.filters')).slice(0, 1);
  const compared: Study = { ...whole, method: { kind: 'compare' }, parameters: filters };
  const space = spaceOf(compared);
  const every = [...everyValues(space, 2)].map((values) => planOf(experimentWith(compared.base, space, values)).multiplyAdds);
  const mean = every.reduce((sum, value) => sum + value, 0) / every.length / planOf(compared.base).multiplyAdds;
  expect(every.length).toBeGreaterThan(1);
  expect(workOf(compared)).toBeCloseTo(mean, 12);
});

test('no network is planned twice', () => {
  const one = study('b5-search-mlp');
  const space = spaceOf(one);
  vi.mocked(planOf).mockClear();
  relativeWork(one, space);
  // Sixty draws, and the design.
  expect(vi.mocked(planOf)).toHaveBeenCalledTimes(61);
});

test('networks that cannot be built are not counted, and a model without layers has no more work', () => {
  const whole = study('b5-search-mlp');
  const flatten = layersOf(whole.base).find(({ kind }) => kind === 'flatten');
  const without = {
    ...whole,
    parameters: [{ address: `present.${flatten?.id}`, domain: { kind: 'list' as const, values: [true, false] } }],
  };
  expect(workOf(without)).toBe(1);
  const base = { ...whole.base, model: { kind: 'classical' as const, classical: CLASSICAL_MODELS.decisionTree.defaults } };
  const size = { address: 'data.trainSize', domain: { kind: 'list' as const, values: [100, 200] } };
  expect(workOf({ ...whole, base, parameters: [size] })).toBe(1);
});

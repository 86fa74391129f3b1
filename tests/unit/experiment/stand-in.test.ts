import { expect, it } from 'vitest';
import { DATASET_IDS, hasStandIn, isOfGarments } from '@/experiment/data/datasets';

it('the built-in garments stand in for what has their classes, and for nothing else', () => {
  expect(DATASET_IDS.filter(isOfGarments)).toEqual(['fashion-mnist', 'builtin-garments']);
  expect(DATASET_IDS.filter(hasStandIn)).toEqual(['fashion-mnist']);
  expect(hasStandIn(`own-${'a'.repeat(64)}`)).toBe(false);
});

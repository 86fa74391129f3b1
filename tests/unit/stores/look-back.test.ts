import { expect, test } from 'vitest';
import { lookBackTo, lookedBackAt } from '@/stores/look-back';

test('what is looked back at is an epoch of one run, and of no other', () => {
  expect(lookedBackAt(undefined)).toBeNull();
  lookBackTo('a', 0);
  expect([lookedBackAt('a'), lookedBackAt('b'), lookedBackAt(undefined)]).toEqual([0, null, null]);
  lookBackTo('b', 3);
  expect([lookedBackAt('a'), lookedBackAt('b')]).toEqual([null, 3]);
  lookBackTo('b', null);
  expect(lookedBackAt('b')).toBeNull();
});

import { expect, test } from 'vitest';
import { KIND_GROUPS } from '@/experiment/network/kind-groups';
import { LAYER_KINDS } from '@/experiment/network/kinds';

test('the palette has every kind exactly once', () => {
  const kinds = KIND_GROUPS.flatMap((group) => group.kinds);
  expect(kinds.toSorted()).toEqual(LAYER_KINDS.toSorted());
});

import { expect, test } from 'vitest';
import { LAYER_KINDS } from '@/experiment/network/kinds';
import { KIND_GROUPS } from '@/features/builder/palette/kind-groups';

test('the palette has every kind exactly once', () => {
  const kinds = KIND_GROUPS.flatMap((group) => group.kinds);
  expect(kinds.toSorted()).toEqual(LAYER_KINDS.toSorted());
});

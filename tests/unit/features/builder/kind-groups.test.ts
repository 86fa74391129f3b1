import { expect, test } from 'vitest';
import { LAYER_KINDS } from '@/experiment/network/kinds';
import { RECURRENT_KINDS } from '@/experiment/network/types';
import { engineNote, KIND_GROUPS } from '@/features/builder/kind-groups';

test('the palette has every kind exactly once', () => {
  const kinds = KIND_GROUPS.flatMap((group) => group.kinds);
  expect(kinds.toSorted()).toEqual(LAYER_KINDS.toSorted());
});

test('where a kind runs only on some engines, its group and its card say so', () => {
  const noted = KIND_GROUPS.filter((group) => group.note !== null).flatMap((group) => group.kinds);
  expect(noted.toSorted()).toEqual([...RECURRENT_KINDS].sort());
  for (const kind of LAYER_KINDS) expect(engineNote(kind) !== null).toBe(RECURRENT_KINDS.includes(kind));
});

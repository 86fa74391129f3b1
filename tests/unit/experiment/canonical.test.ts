import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical } from '@/experiment/canonical';
import { defaultExperiment } from '@/experiment/defaults';
import { layersOf } from '@/experiment/experiment';
import { matchingPreset, PRESETS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';

/** The same value with the keys of every object in the opposite order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, reversed(part)]),
  );
};

const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('is the same for the same content, and another for another', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(canonical(reversed(one))).toBe(canonical(one));
      expect(JSON.parse(canonical(one))).toEqual(written(one));
      expect(canonical(one) === canonical(other)).toBe(isDeepStrictEqual(written(one), written(other)));
    }),
  );
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});

it.each(PRESETS)('a preset is known again when it comes from storage: $id', ({ id, layers }) => {
  const experiment = { ...defaultExperiment(), model: { kind: 'network' as const, layers } };
  const stored = parseExperiment(JSON.parse(JSON.stringify(reversed(experiment))));
  expect(stored && matchingPreset(layersOf(stored))).toBe(id);
});

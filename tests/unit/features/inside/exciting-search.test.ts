import { expect, it } from 'vitest';
import { type AskExciting, searchAll } from '@/features/inside/map/use-exciting';
import type { ExcitingImage } from '@/stores/types';

const exciting = (index: number, value: number): ExcitingImage => ({
  image: { index, pixels: new Uint8Array(0), target: 0, probabilities: [] },
  value,
  place: 0,
});

const TOTAL = 120;

/** Image i excites by i modulo 17; each part is told at the step that `stepOf` says. */
const asking =
  (stepOf: (from: number) => number): AskExciting =>
  async (from, count) => {
    const done = Math.min(TOTAL, from + count);
    const found = Array.from({ length: done - from }, (_, k) => exciting(from + k, (from + k) % 17));
    return { set: 'validation', total: TOTAL, done, step: stepOf(from), found };
  };

it('a search keeps the best of all parts, tells how far it is, and ends when it is told to', async () => {
  const told: number[][] = [];
  const search = await searchAll(
    asking(() => 3),
    (...progress) => told.push(progress) > 0,
  );
  expect(told).toEqual([
    [50, TOTAL],
    [100, TOTAL],
    [TOTAL, TOTAL],
  ]);
  expect(search).toMatchObject({ state: 'found', total: TOTAL });
  const values = search?.state === 'found' ? search.found.map(({ value }) => value) : [];
  expect(values).toEqual([16, 16, 16, 16, 16, 16, 16, 15, 15, 15, 15, 15]);
  expect(
    await searchAll(
      asking(() => 3),
      (done) => done < 100,
    ),
  ).toBeNull();
});

it('a search over weights that change meanwhile is given up in words', async () => {
  await expect(
    searchAll(
      asking((from) => (from < 100 ? 3 : 4)),
      () => true,
    ),
  ).rejects.toThrow('trained meanwhile');
});

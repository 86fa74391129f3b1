import { describe, expect, it } from 'vitest';
import { changedKept, drawingsFile, type KeptDrawing, MOST_KEPT, readDrawingsFile, readKept } from '@/dataset/drawing/kept';
import { CANVAS } from '@/dataset/drawing/types';
import { answerOf, scoreOf } from '@/features/draw/kept/score';
import { heatOf } from '@/features/draw/why/heat';
import { StorageError } from '@/storage/errors';
import { Drawings } from '@/worker/resources/drawings';

const PIXELS = btoa(String.fromCharCode(...new Uint8Array(CANVAS * CANVAS)));

const kept = (id: string, keptAt = 1, label: number | null = null): KeptDrawing => ({
  id,
  dataset: 'builtin-garments',
  label,
  keptAt,
  pixels: PIXELS,
  drawing: { operations: [{ kind: 'fill', x: 3, y: 4, level: 200, mirror: false }] },
});

const ids = (list: readonly KeptDrawing[]) => list.map(({ id }) => id);

describe('kept drawings', () => {
  it('are put in by the time of their keeping, replaced by id, and taken out', () => {
    const list = [kept('a', 1), kept('b', 2)];
    expect(ids(changedKept(list, [kept('c', 1.5)], []))).toEqual(['a', 'c', 'b']);
    expect(changedKept(list, [kept('a', 1, 4)], [])).toEqual([kept('a', 1, 4), kept('b', 2)]);
    expect(ids(changedKept(list, [], ['a']))).toEqual(['b']);
    const full = Array.from({ length: MOST_KEPT }, (_, i) => kept(`${i}`));
    expect(() => changedKept(full, [kept('one more')], [])).toThrow(/At most/);
  });

  it('come back from a file, without those that are damaged', () => {
    const list = [kept('a', 1, 3), kept('b', 2)];
    expect(readDrawingsFile(drawingsFile(list))).toEqual(list);
    expect(readKept([kept('a'), { ...kept('b'), pixels: 'AA==' }, { ...kept('c'), label: 99 }, null])).toEqual([kept('a')]);
    for (const text of ['', '{}', '[]', drawingsFile([]), JSON.stringify({ format: 'other', drawings: list })])
      expect(() => readDrawingsFile(text)).toThrow('There are no drawings in this file.');
  });

  it('are stored one change after the other, and a change that fails says so', async () => {
    let stored: unknown;
    let full = false;
    const drawings = new Drawings({
      loadSetting: async () => stored,
      saveSetting: async (_key, value) => {
        if (full) throw new StorageError('full', 'There is no room left.');
        stored = value;
      },
    });
    await Promise.all([drawings.change([kept('a', 1)], []), drawings.change([kept('b', 2)], [])]);
    expect(ids(await drawings.list())).toEqual(['a', 'b']);
    full = true;
    await expect(drawings.change([], ['a'])).rejects.toThrow(/was not saved.*no room left/);
    full = false;
    expect(ids(await drawings.change([], ['b']))).toEqual(['a']);
  });

  it('are right, wrong or neither', () => {
    const names = ['Shirt', 'Coat'];
    const right = answerOf([0.9, 0.1], names, 'Shirt', true);
    expect(right).toEqual({ name: 'Shirt', share: 0.9, right: true, learnt: true });
    const wrong = answerOf([0.2, 0.8], names, 'Shirt', false);
    expect(scoreOf([right, wrong, answerOf([0.2, 0.8], names, null, true), null])).toEqual({ right: 1, of: 2, learnt: 1 });
  });
});

describe('a saliency map over a drawing', () => {
  it('is spread over the picture, strongest where it is largest', () => {
    const heat = heatOf({ values: Float32Array.of(0, 2, -1, 1), width: 2, height: 2 });
    expect([heat[0], heat[CANVAS - 1], heat[CANVAS * (CANVAS - 1)], heat[CANVAS * CANVAS - 1]]).toEqual([0, 230, 0, 115]);
    expect(Math.max(...heatOf({ values: new Float32Array(4), width: 2, height: 2 }))).toBe(0);
  });
});

import { beforeEach, expect, test, vi } from 'vitest';
import type { KeptDrawing } from '@/dataset/drawing/kept';
import { type OwnEntry, type OwnId, storeEntry } from '@/experiment/data/own';
import { deleteDrawings, drawingsStore, importDrawings, labelledOf, loadDrawings, undoDelete } from '@/stores/drawings';

interface Asked {
  put: readonly KeptDrawing[];
  remove: readonly string[];
  answer(list: readonly KeptDrawing[]): void;
  refuse(error: Error): void;
}

const stored = vi.hoisted(() => ({ asked: [] as unknown[] }));
vi.mock('@/stores/lab/lab', () => ({
  lab: {
    questions: {
      drawings: (put: unknown, remove: unknown) => new Promise((answer, refuse) => stored.asked.push({ put, remove, answer, refuse })),
    },
  },
}));
const last = () => stored.asked.at(-1) as Asked;

const drawing = (id: string, change: Partial<KeptDrawing> = {}): KeptDrawing => ({
  id,
  dataset: 'fashion-mnist',
  label: 3,
  keptAt: 0,
  pixels: id,
  drawing: { strokes: [] } as unknown as KeptDrawing['drawing'],
  ...change,
});

beforeEach(() => drawingsStore.setState({ list: null, removed: [], problem: '' }));

test('what was begun earlier and ends later does not hide what has gone wrong since', async () => {
  const first = loadDrawings();
  await importDrawings(new Blob(['{}']));
  expect(drawingsStore.getState().problem).toBe('There are no drawings in this file.');
  last().answer([]);
  await first;
  expect(drawingsStore.getState()).toMatchObject({ list: [], problem: 'There are no drawings in this file.' });
});

test('deleted drawings can be put back, once they are gone', async () => {
  const [a, b] = [drawing('a'), drawing('b')];
  const failing = deleteDrawings([a]);
  last().refuse(new Error('no room'));
  await failing;
  expect(drawingsStore.getState()).toMatchObject({ removed: [], problem: 'no room' });
  const deleting = deleteDrawings([a, b]);
  expect(last()).toMatchObject({ put: [], remove: ['a', 'b'] });
  last().answer([]);
  await deleting;
  expect(drawingsStore.getState()).toMatchObject({ list: [], removed: [a, b], problem: '' });
  const undoing = undoDelete();
  expect(last()).toMatchObject({ put: [a, b], remove: [] });
  last().answer([a, b]);
  await undoing;
  expect(drawingsStore.getState()).toMatchObject({ list: [a, b], removed: [] });
});

test('to learn from are those that say what they are, by labels that mean the same; of equal pictures the last one counts', () => {
  const own: OwnId = `own-${'3'.repeat(64)}`;
  const leaves: OwnEntry = {
    kind: 'images',
    name: 'Leaves',
    itemShape: [28, 28, 1],
    classNames: ['oak', 'elm', 'ash', 'fir'],
    counts: { train: 8, test: 2 },
    files: [],
  };
  storeEntry(own, leaves);
  const list = [
    drawing('a'),
    drawing('b', { label: null }),
    drawing('c', { dataset: 'builtin-garments', label: 0 }),
    drawing('d', { dataset: own }),
    drawing('e', { pixels: 'a', label: 6 }),
  ];
  const garments = [
    { label: 6, pixels: 'a' },
    { label: 0, pixels: 'c' },
  ];
  expect(labelledOf(list, 'fashion-mnist')).toEqual(garments);
  expect(labelledOf(list, 'builtin-garments')).toEqual(garments);
  expect(labelledOf(list, own)).toEqual([{ label: 3, pixels: 'd' }]);
});

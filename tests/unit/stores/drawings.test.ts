import { expect, test, vi } from 'vitest';
import { drawingsStore, importDrawings, loadDrawings } from '@/stores/drawings';

const stored = vi.hoisted(() => ({ answer: (_list: unknown[]) => {} }));
vi.mock('@/stores/lab/lab', () => ({
  lab: { questions: { drawings: () => new Promise<unknown[]>((resolve) => (stored.answer = resolve)) } },
}));

test('what was begun earlier and ends later does not hide what has gone wrong since', async () => {
  const first = loadDrawings();
  await importDrawings(new Blob(['{}']));
  expect(drawingsStore.getState().problem).toBe('There are no drawings in this file.');
  stored.answer([]);
  await first;
  expect(drawingsStore.getState()).toMatchObject({ list: [], problem: 'There are no drawings in this file.' });
});

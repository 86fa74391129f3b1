import { beforeEach, expect, test, vi } from 'vitest';
import { closeOpening, makeDataset, openingStore, previewFiles, startOpening } from '@/stores/opening';
import type { ImagesPreview } from '@/stores/types';

interface Answer<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

const asked = vi.hoisted(() => ({ previews: [] as unknown[], datasets: [] as unknown[], closed: 0 }));
vi.mock('@/stores/lab/lab', () => {
  const pending = (list: unknown[]) => () => new Promise((resolve, reject) => list.push({ resolve, reject }));
  return {
    lab: {
      store: { setState: () => undefined },
      questions: { previewFiles: pending(asked.previews), keepImages: pending(asked.datasets) },
      commands: { closeFiles: () => asked.closed++ },
    },
  };
});

const preview = (name: string): ImagesPreview => ({ kind: 'images', name, itemShape: [8, 8, 1], classes: [], notes: [], pictures: null });
const previewAt = (i: number) => asked.previews[i] as Answer<ImagesPreview>;

beforeEach(() => {
  openingStore.setState({ state: null, preview: null, problem: null });
  asked.previews.length = 0;
  asked.datasets.length = 0;
  asked.closed = 0;
});

test('files are read, then shown; or why they cannot be, where others may be chosen', async () => {
  startOpening();
  const first = previewFiles([]);
  expect(openingStore.getState().state).toBe('reading');
  previewAt(0).reject(new Error('“a” is empty (0 bytes).'));
  await first;
  expect(openingStore.getState()).toEqual({ state: 'choose', preview: null, problem: '“a” is empty (0 bytes).' });
  const second = previewFiles([]);
  expect(openingStore.getState().problem).toBeNull();
  previewAt(1).resolve(preview('digits'));
  await second;
  expect(openingStore.getState()).toEqual({ state: 'preview', preview: preview('digits'), problem: null });
});

test('of two openings the later one is shown, whichever is read first', async () => {
  const both = [previewFiles([]), previewFiles([])];
  previewAt(1).resolve(preview('later'));
  await both[1];
  previewAt(0).reject(new Error('Opening was canceled.'));
  await both[0];
  expect(openingStore.getState()).toEqual({ state: 'preview', preview: preview('later'), problem: null });
});

test('what was closed stays closed, and the worker forgets the files', async () => {
  const reading = previewFiles([]);
  closeOpening();
  expect(asked.closed).toBe(1);
  previewAt(0).resolve(preview('late'));
  await reading;
  expect(openingStore.getState()).toEqual({ state: null, preview: null, problem: null });
  closeOpening();
  expect(asked.closed).toBe(1);
});

test('a data set is made of what is shown; where that fails the preview stays, with the reason', async () => {
  openingStore.setState({ state: 'preview', preview: preview('digits'), problem: null });
  const failing = makeDataset('Digits', []);
  expect(openingStore.getState().state).toBe('saving');
  (asked.datasets[0] as Answer<string>).reject(new Error('At least two classes are needed.'));
  expect(await failing).toBeNull();
  expect(openingStore.getState()).toEqual({ state: 'preview', preview: preview('digits'), problem: 'At least two classes are needed.' });
  const made = makeDataset('Digits', []);
  (asked.datasets[1] as Answer<string>).resolve('own-1');
  expect(await made).toBe('own-1');
  expect(openingStore.getState()).toEqual({ state: null, preview: null, problem: null });
});

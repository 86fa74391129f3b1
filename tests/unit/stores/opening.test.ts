import { beforeEach, expect, test, vi } from 'vitest';
import { onDataset } from '@/experiment/data/on-dataset';
import { noteEntry, type OwnEntry } from '@/experiment/data/own';
import { designStore } from '@/stores/design';
import { closeOpening, makeDataset, openingStore, previewFiles, startOpening } from '@/stores/opening';
import type { ImagesPreview } from '@/stores/types';

interface Answer<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

const asked = vi.hoisted(() => ({
  previews: [] as unknown[],
  datasets: [] as unknown[],
  closed: 0,
  options: [] as unknown[],
  only: [] as unknown[],
  states: {} as Record<string, { state: string }>,
  own: [] as { id: string }[],
  run: null as object | null,
}));
vi.mock('@/stores/lab/lab', () => {
  const pending = (list: unknown[]) => () => new Promise((resolve, reject) => list.push({ resolve, reject }));
  const answer = pending(asked.datasets);
  const previewFiles = pending(asked.previews);
  return {
    lab: {
      store: { setState: () => undefined, getState: () => ({ datasets: asked.states, own: asked.own, run: asked.run }) },
      questions: {
        previewFiles: (_: unknown, options: unknown) => {
          asked.options.push(options);
          return previewFiles();
        },
        keepImages: (_name: string, _classes: unknown, only: string | null) => {
          asked.only.push(only);
          return answer();
        },
      },
      commands: { closeFiles: () => asked.closed++ },
    },
  };
});

const preview = (name: string): ImagesPreview => ({ kind: 'images', name, itemShape: [8, 8, 1], classes: [], notes: [], pictures: null });
const previewAt = (i: number) => asked.previews[i] as Answer<ImagesPreview>;

const NOTHING = { state: null, preview: null, problem: null, wanted: null, difference: null };

beforeEach(() => {
  openingStore.setState(NOTHING);
  asked.previews.length = 0;
  asked.datasets.length = 0;
  asked.only.length = 0;
  asked.closed = 0;
});

test('files are read, then shown; or why they cannot be, where others may be chosen', async () => {
  startOpening();
  const first = previewFiles([]);
  expect(openingStore.getState().state).toBe('reading');
  previewAt(0).reject(new Error('“a” is empty (0 bytes).'));
  await first;
  expect(openingStore.getState()).toEqual({ ...NOTHING, state: 'choose', problem: '“a” is empty (0 bytes).' });
  const second = previewFiles([]);
  expect(openingStore.getState().problem).toBeNull();
  previewAt(1).resolve(preview('digits'));
  await second;
  expect(openingStore.getState()).toEqual({ ...NOTHING, state: 'preview', preview: preview('digits') });
});

test('of two openings the later one is shown, whichever is read first', async () => {
  const both = [previewFiles([]), previewFiles([])];
  previewAt(1).resolve(preview('later'));
  await both[1];
  previewAt(0).reject(new Error('Opening was canceled.'));
  await both[0];
  expect(openingStore.getState()).toEqual({ ...NOTHING, state: 'preview', preview: preview('later') });
});

test('what was closed stays closed, and the worker forgets the files', async () => {
  const reading = previewFiles([]);
  closeOpening();
  expect(asked.closed).toBe(1);
  previewAt(0).resolve(preview('late'));
  await reading;
  expect(openingStore.getState()).toEqual(NOTHING);
  closeOpening();
  expect(asked.closed).toBe(1);
});

test('a data set is made of what is shown; where that fails the preview stays, with the reason', async () => {
  openingStore.setState({ state: 'preview', preview: preview('digits'), problem: null });
  const failing = makeDataset('Digits', []);
  expect(openingStore.getState().state).toBe('saving');
  (asked.datasets[0] as Answer<string>).reject(new Error('At least two classes are needed.'));
  expect(await failing).toBeNull();
  expect(openingStore.getState()).toEqual({
    ...NOTHING,
    state: 'preview',
    preview: preview('digits'),
    problem: 'At least two classes are needed.',
  });
  const made = makeDataset('Digits', []);
  (asked.datasets[1] as Answer<object>).resolve({ dataset: 'own-1' });
  expect(await made).toBe('own-1');
  expect(openingStore.getState()).toEqual(NOTHING);
});

test.each<[string, (answer: Answer<object>) => void]>([
  ['made', (answer) => answer.resolve({ dataset: 'own-1' })],
  ['another one', (answer) => answer.resolve({ difference: 'It has 3 classes.' })],
  ['refused', (answer) => answer.reject(new Error('At least two classes are needed.'))],
])('what was closed while it was saved stays closed, and what was opened since stays open: %s', async (_, answered) => {
  openingStore.setState({ state: 'preview', preview: preview('digits') });
  const first = makeDataset('Digits', []);
  closeOpening();
  answered(asked.datasets[0] as Answer<object>);
  expect(await first).toBeNull();
  expect(openingStore.getState()).toEqual(NOTHING);

  openingStore.setState({ state: 'preview', preview: preview('digits') });
  const second = makeDataset('Digits', []);
  closeOpening();
  startOpening();
  answered(asked.datasets[1] as Answer<object>);
  expect(await second).toBeNull();
  expect(openingStore.getState()).toEqual({ ...NOTHING, state: 'choose' });
});

test('where the design lacks a data set, other files say in what they differ, and become another one only when asked', async () => {
  const id = `own-${'7'.repeat(64)}` as const;
  const entry: OwnEntry = {
    kind: 'images',
    name: 'Pets',
    itemShape: [48, 48, 3],
    classNames: ['cat', 'dog'],
    counts: { train: 8, test: 2 },
    files: ['pets.zip'],
  };
  noteEntry(id, entry);
  const { experiment } = designStore.getState();
  designStore.setState({ experiment: { ...experiment, data: onDataset(experiment.data, id) } });
  asked.states = { [id]: { state: 'failed' } };
  const reading = previewFiles([]);
  expect(asked.options.at(-1)).toMatchObject({ pictures: { side: 48, color: true } });
  previewAt(0).reject(new Error('“a” is empty (0 bytes).'));
  await reading;
  expect(openingStore.getState()).toMatchObject({ state: 'choose', wanted: { id, entry, by: 'design' } });
  const again = previewFiles([]);
  previewAt(1).resolve(preview('pets'));
  await again;
  expect(openingStore.getState()).toMatchObject({ state: 'preview', wanted: { id, entry } });
  const first = makeDataset('Pets', []);
  (asked.datasets[0] as Answer<object>).resolve({ difference: 'It has 3 classes.' });
  expect(await first).toBeNull();
  expect(openingStore.getState()).toMatchObject({ state: 'preview', difference: 'It has 3 classes.', problem: null });
  const other = makeDataset('Pets', [], true);
  (asked.datasets[1] as Answer<object>).resolve({ dataset: 'own-1' });
  expect(await other).toBe('own-1');
  expect(asked.only).toEqual([id, null]);
  const wantedNow = () => {
    startOpening();
    return openingStore.getState().wanted?.id ?? null;
  };
  expect(wantedNow()).toBe(id);
  // It is on its way, or kept here.
  asked.states = { [id]: { state: 'loading' } };
  expect(wantedNow()).toBeNull();
  asked.states = {};
  asked.own = [{ id }];
  expect(wantedNow()).toBeNull();
  asked.own = [];
  // The run on show may lack what the design has no need of.
  asked.run = { experiment: designStore.getState().experiment };
  designStore.setState({ experiment });
  startOpening();
  expect(openingStore.getState().wanted).toEqual({ id, entry, by: 'run' });
  asked.run = null;
});

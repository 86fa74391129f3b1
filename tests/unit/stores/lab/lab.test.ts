import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DatasetId } from '@/experiment/data/datasets';
import { defaultExperiment } from '@/experiment/defaults';
import type { DesignState } from '@/stores/design';
import { datasetInUse } from '@/stores/lab/dataset-in-use';
import { createLab } from '@/stores/lab/lab';
import type { Command, DatasetStatus, Message, Opened } from '@/worker/protocol';

/** A worker that remembers what it was told, and says what the test has it say. */
class TestWorker {
  readonly told: Command[] = [];
  private readonly listeners: ((event: { data: Message }) => void)[] = [];
  postMessage(command: Command): void {
    this.told.push(command);
  }
  addEventListener(type: string, listener: (event: { data: Message }) => void): void {
    if (type === 'message') this.listeners.push(listener);
  }
  terminate(): void {}
  say(data: Message): void {
    for (const listener of this.listeners) listener({ data });
  }
}

const opened: Opened = {
  type: 'opened',
  backend: { label: 'CPU', device: '', reason: '', hardware: false } as Opened['backend'],
  storage: { kind: 'indexeddb', problem: null, persisted: false },
  lastRun: null,
  previousRun: null,
  hasWeights: false,
  elsewhere: null,
  interrupted: [],
};

const status = (id: DatasetId, state: DatasetStatus['state']): Message => ({
  type: 'dataset',
  status: { id, state, source: '', trainCounts: [], testCounts: [], bytes: 0, problems: [], download: null },
});

/** A lab of its own: several can stand side by side, as on one page they never do. */
function labWith({ listens = true } = {}) {
  const design = createStore<DesignState>(() => ({ experiment: defaultExperiment(), past: [], future: [] }));
  const worker = new TestWorker();
  const lab = createLab(design);
  lab.open(() => worker as unknown as Worker, 'http://localhost/', 'wasm');
  if (listens) lab.listen();
  const want = (dataset: DatasetId) =>
    design.setState(({ experiment }) => ({ experiment: { ...experiment, data: { ...experiment.data, dataset } } }));
  return { lab, worker, want };
}

const types = (worker: TestWorker) => worker.told.map(({ type }) => type);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the worker is opened first, and asked for the data set of the design once it has opened', () => {
  const { worker, want } = labWith();
  want('builtin-garments');
  expect(types(worker)).toEqual(['open']);
  worker.say(opened);
  expect(worker.told.at(-1)).toEqual({ type: 'useDataset', dataset: 'builtin-garments' });
  want('fashion-mnist');
  expect(worker.told.at(-1)).toEqual({ type: 'useDataset', dataset: 'fashion-mnist' });
});

test('what the worker tells before anybody listens is taken in then, in its order; data are asked for at once', () => {
  const { lab, worker } = labWith({ listens: false });
  worker.say(opened);
  expect(worker.told.at(-1)).toEqual({ type: 'useDataset', dataset: 'fashion-mnist' });
  worker.say(status('fashion-mnist', 'loading'));
  worker.say(status('fashion-mnist', 'ready'));
  expect(lab.store.getState()).toBe(lab.store.getInitialState());
  lab.listen();
  expect(lab.store.getState().datasets['fashion-mnist']?.state).toBe('ready');
  expect(types(worker)).toEqual(['open', 'useDataset']);
  lab.listen();
  expect(types(worker)).toEqual(['open', 'useDataset']);
});

test('what stands in for data that cannot be had is asked for before anybody listens, and once', () => {
  const { lab, worker } = labWith({ listens: false });
  worker.say(opened);
  worker.say(status('fashion-mnist', 'failed'));
  expect(worker.told.at(-1)).toEqual({ type: 'useDataset', dataset: 'builtin-garments' });
  lab.listen();
  expect(types(worker)).toEqual(['open', 'useDataset', 'useDataset']);
});

test('Train runs the design on the data set in use, not on one that is not there', () => {
  const { lab, worker } = labWith();
  worker.say(opened);
  worker.say(status('builtin-garments', 'ready'));
  lab.commands.train();
  expect(worker.told.at(-1)).toMatchObject({ type: 'train', experiment: { data: { dataset: 'builtin-garments' } } });
  worker.say(status('fashion-mnist', 'ready'));
  lab.commands.train();
  expect(worker.told.at(-1)).toMatchObject({ type: 'train', experiment: { data: { dataset: 'fashion-mnist' } } });
});

test('a question that is refused rejects with words for people; a picture then has no answer', async () => {
  const { lab, worker } = labWith();
  worker.say(opened);
  const runs = lab.questions.runs();
  worker.say({ type: 'refusal', request: 1, problem: { code: 'storage', title: 'No', message: 'Storage is closed.' } });
  await expect(runs).rejects.toThrow('Storage is closed.');
  const answer = lab.questions.predict(new Uint8Array(784));
  worker.say({ type: 'refusal', request: 2, problem: { code: 'engine', title: 'No', message: 'No network.' } });
  expect(await answer).toBeNull();
});

test('a study that a worker is lost with goes on in the next one, and one that rests does not', () => {
  const { worker } = labWith();
  worker.say(opened);
  const study = { id: 'study', name: '', createdAt: 1, base: defaultExperiment(), parameters: [], method: { kind: 'repeat' } } as const;
  const record = { study: { ...study, objective: 'validationLoss', budget: 2, seed: 1 }, trials: [], updatedAt: 1 } as const;
  worker.say({ type: 'study', record: { ...record, status: 'running' } });
  worker.say(opened);
  expect(worker.told.at(-1)).toMatchObject({ type: 'continueStudy', studyId: 'study', recovered: expect.any(String) });
  worker.say({ type: 'study', record: { ...record, status: 'paused' } });
  worker.say(opened);
  expect(types(worker).filter((type) => type === 'continueStudy')).toHaveLength(1);
});

test('before it is opened a question is refused in words', async () => {
  const lab = createLab(createStore<DesignState>(() => ({ experiment: defaultExperiment(), past: [], future: [] })));
  await expect(lab.questions.runs()).rejects.toThrow('Atelier is starting …');
});

test('two labs share nothing', () => {
  const [one, other] = [labWith(), labWith()];
  one.worker.say(status('builtin-garments', 'ready'));
  expect(one.lab.store.getState().datasets).toHaveProperty('builtin-garments');
  expect(other.lab.store.getState().datasets).toEqual({});
});

test('a data set that is about to be read from this computer makes no room for the built-in garments', () => {
  const { lab, worker } = labWith();
  worker.say(opened);
  worker.say(status('builtin-garments', 'ready'));
  worker.say(status('fashion-mnist', 'loading'));
  lab.commands.train();
  expect(worker.told.at(-1)).toMatchObject({ type: 'train', experiment: { data: { dataset: 'fashion-mnist' } } });
  for (const state of ['downloading', 'failed'] as const) {
    worker.say(status('fashion-mnist', state));
    expect(datasetInUse('fashion-mnist', lab.store.getState().datasets)).toBe('builtin-garments');
  }
});

test('settings are saved again when the data of the site were deleted', () => {
  const written = new Map<string, string>();
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: (key: string, text: string) => written.set(key, text) });
  const { lab, worker } = labWith();
  worker.say(opened);
  worker.say({ type: 'problem', problem: { code: 'cleared', title: 'Saved data were deleted.', message: '' } });
  expect(JSON.parse(written.get('atelier.design') ?? '')).toEqual(defaultExperiment());
  expect(lab.store.getState().problems).toHaveLength(1);
  vi.unstubAllGlobals();
});

import 'fake-indexeddb/auto';
import { sampleRun, sampleState } from '@tests/support/runs';
import { forceCloseDatabase } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation } from '@/run/types';
import { DATABASE_VERSION } from '@/storage/database';
import type { StorageError } from '@/storage/errors';
import { openStorage } from '@/storage/open';

let name = '';
let count = 0;
let problems: StorageError[] = [];
const open = (timeoutMs = 200) => openStorage({ name, timeoutMs, onProblem: (problem) => problems.push(problem) });
const position = { epoch: 1, step: 2 };

beforeEach(() => {
  name = `faults-${count++}`;
  problems = [];
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('opening', () => {
  it('keeps data from one opening to the next', async () => {
    const first = await open();
    await first.saveRun(sampleRun('r'));
    first.close();
    expect(await (await open()).loadRun('r')).toEqual(sampleRun('r'));
  });

  it('works in memory where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const storage = await open();
    expect([storage.kind, storage.problem?.code]).toEqual(['memory', 'unavailable']);
    await storage.saveRun(sampleRun('r'));
    expect(await storage.loadRun('r')).not.toBeNull();
  });

  it('works in memory where the word alone is denied', async () => {
    const denied = vi.spyOn(globalThis, 'indexedDB', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const storage = await open();
    expect(denied).toHaveBeenCalled();
    expect([storage.kind, storage.problem?.code]).toEqual(['memory', 'unavailable']);
  });

  it.each([
    ['InvalidStateError', 'unavailable'],
    ['UnknownError', 'unavailable'],
    ['VersionError', 'newer'],
    ['QuotaExceededError', 'full'],
  ])('says what a %s in opening means: %s', async (error, code) => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', error);
    });
    expect((await open()).problem?.code).toBe(code);
  });

  it('gives up on a browser that never answers', async () => {
    vi.spyOn(indexedDB, 'open').mockReturnValue(new IDBOpenDBRequest());
    const storage = await open(50);
    expect([storage.kind, storage.problem?.code]).toEqual(['memory', 'unavailable']);
    expect(storage.problem?.message).toMatch(/did not answer within 0\.05 seconds/);
  });

  it('works in memory where the database opens and its transactions never end', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => new IDBRequest());
    const began = performance.now();
    const storage = await open(100);
    expect([storage.kind, storage.problem?.code]).toEqual(['memory', 'slow']);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('is blocked by an old tab that does not let go, and does not block others afterwards', async () => {
    const old = await openDB(name, DATABASE_VERSION);
    // As if this were the next version of the app.
    vi.spyOn(indexedDB, 'open').mockImplementationOnce((which) => IDBFactory.prototype.open.call(indexedDB, which, DATABASE_VERSION + 1));
    const storage = await open(100);
    expect([storage.kind, storage.problem?.code]).toEqual(['memory', 'blocked']);
    old.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const later = await openDB(name, DATABASE_VERSION + 2, { blocked: () => expect.fail('the late opening was not closed') });
    later.close();
  });

  it('leaves the data of a newer version as it is', async () => {
    const newer = await openDB(name, DATABASE_VERSION + 1, { upgrade: (db) => void db.createObjectStore('future').put('kept', 'key') });
    newer.close();
    const storage = await open();
    expect([storage.kind, storage.problem?.code]).toEqual(['memory', 'newer']);
    await storage.eraseEverything();
    const again = await openDB(name);
    expect([again.version, await again.get('future', 'key')]).toEqual([DATABASE_VERSION + 1, 'kept']);
    again.close();
  });
});

describe('while open', () => {
  it('lets a newer tab upgrade, and refuses to write from then on', async () => {
    const storage = await open();
    const newer = await openDB(name, DATABASE_VERSION + 1, { blocked: () => expect.fail('blocked') });
    expect(problems.map(({ code }) => code)).toEqual(['newer']);
    const opened = vi.spyOn(indexedDB, 'open');
    await expect(storage.saveRun(sampleRun('r'))).rejects.toMatchObject({ name: 'StorageError', code: 'newer' });
    expect(opened).not.toHaveBeenCalled();
    newer.close();
  });

  it('opens again after the browser has cut the connection', async () => {
    const opened = vi.spyOn(indexedDB, 'open');
    const storage = await open();
    const request = opened.mock.results[0]?.value as IDBOpenDBRequest;
    forceCloseDatabase(request.result as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await vi.waitFor(() => expect(problems).toHaveLength(1));
    await Promise.all([storage.saveRun(sampleRun('r')), storage.saveRun(sampleRun('s'))]);
    expect(await storage.listRuns()).toHaveLength(2);
    expect(opened).toHaveBeenCalledTimes(2);
  });

  it('tells that a connection that was cut is there again', async () => {
    const opened = vi.spyOn(indexedDB, 'open');
    const onAnswer = vi.fn();
    const storage = await openStorage({ name, onProblem: (problem) => problems.push(problem), onAnswer });
    const request = opened.mock.results[0]?.value as IDBOpenDBRequest;
    forceCloseDatabase(request.result as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await vi.waitFor(() => expect(problems.map(({ code }) => code)).toEqual(['closed']));
    expect(onAnswer).not.toHaveBeenCalled();
    await storage.saveRun(sampleRun('r'));
    await storage.saveRun(sampleRun('s'));
    expect(onAnswer).toHaveBeenCalledOnce();
  });

  it('tries again at the next use where opening again fails', async () => {
    const opened = vi.spyOn(indexedDB, 'open');
    const storage = await open();
    const request = opened.mock.results[0]?.value as IDBOpenDBRequest;
    forceCloseDatabase(request.result as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await vi.waitFor(() => expect(problems).toHaveLength(1));
    opened.mockImplementationOnce(() => {
      throw new DOMException('not now', 'UnknownError');
    });
    await expect(storage.saveRun(sampleRun('r'))).rejects.toMatchObject({ code: 'unavailable' });
    await storage.saveRun(sampleRun('r'));
    expect(await storage.loadRun('r')).not.toBeNull();
  });

  it('opens again after the database was deleted from outside', async () => {
    const storage = await open();
    await storage.saveRun(sampleRun('r'));
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
    expect(await storage.listRuns()).toEqual([]);
    await storage.saveRun(sampleRun('s'));
    expect(await storage.listRuns()).toHaveLength(1);
  });

  it.each(['at once', 'late'] as const)('says that the disk is full (%s), and then keeps neither the row nor the weights', async (when) => {
    const storage = await open();
    await storage.saveCheckpoint(sampleRun('r'), sampleState(1), position);
    abortWrites('checkpoints', 'QuotaExceededError', when);
    const saving = storage.saveCheckpoint(sampleRun('r', { status: 'finished' }), sampleState(2), { epoch: 2, step: 4 });
    await expect(saving).rejects.toMatchObject({ name: 'StorageError', code: 'full' });
    vi.restoreAllMocks();
    expect((await storage.loadRun('r'))?.status).toBe('training');
    expect(await storage.loadCheckpoint('r')).toMatchObject({ ...position, state: sampleState(1) });
  });

  it('says within its time that a transaction hangs, and gives it up later; the next one works', async () => {
    const answers: number[] = [];
    const onAnswer = () => answers.push(performance.now());
    const slow = await openStorage({ name, slowMs: 50, onProblem: (problem) => problems.push(problem), onAnswer });
    hangOnce();
    const began = performance.now();
    await expect(slow.saveRun(sampleRun('r'))).rejects.toMatchObject({ name: 'StorageError', code: 'slow' });
    expect(performance.now() - began).toBeGreaterThan(190);
    expect(problems.map(({ code }) => code)).toEqual(['slow']);
    expect(answers).toEqual([]);
    await slow.saveRun(sampleRun('s'));
    expect(await slow.loadRun('s')).not.toBeNull();
    // That it answers again is told once, so that the page takes its notice away.
    expect(answers).toHaveLength(1);
  });

  it('does not wait as long for the next transaction where the one before hung', async () => {
    const slow = await openStorage({ name, slowMs: 150, onProblem: (problem) => problems.push(problem) });
    const hung = async () => {
      hangOnce();
      const began = performance.now();
      await expect(slow.saveRun(sampleRun('r'))).rejects.toMatchObject({ code: 'slow' });
      return performance.now() - began;
    };
    // Four times and once the time given: a busy machine adds to both.
    const first = await hung();
    expect(first).toBeGreaterThan(590);
    expect(await hung()).toBeLessThan(first);
    await slow.saveRun(sampleRun('s'));
    expect(await hung()).toBeGreaterThan(590);
  });

  it('counts an abort without a reason as a failure', async () => {
    const storage = await open();
    abortWrites('runs', null, 'late');
    await expect(storage.saveRun(sampleRun('r'))).rejects.toMatchObject({ code: 'failed' });
  });

  it('keeps neither the row nor the weights when one of them cannot be cloned', async () => {
    const storage = await open();
    const broken = (() => 1) as unknown as number;
    const saving = storage.saveModel(sampleRun('r'), { kind: 'mostFrequent', classes: 2, answer: broken });
    await expect(saving).rejects.toMatchObject({ code: 'failed' });
    expect([await storage.loadRun('r'), await storage.loadModel('r', 4)]).toEqual([null, null]);
  });

  it('turns a transaction that throws into a StorageError', async () => {
    const storage = await open();
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('closing', 'InvalidStateError');
    });
    await expect(storage.loadRun('r')).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
  });
});

describe('rows of earlier versions', () => {
  it.each([
    ['GPU (WebGL) · ANGLE (Some, Card)', 'webgl'],
    ['CPU (WebAssembly) · 2 threads', 'wasm'],
    ['CPU (TensorFlow.js)', 'cpu'],
    ['CPU (JavaScript) · 1 thread', undefined],
  ])('name their engine in words: %s', async (engine, engineId) => {
    const storage = await open();
    const { engineId: _, ...row } = sampleRun('old', { engine });
    const db = await openDB(name);
    await db.put('runs', row, 'old');
    db.close();
    expect(await storage.loadRun('old')).toEqual(engineId ? { ...row, engineId } : row);
  });
});

describe('damaged rows', () => {
  const put = async (store: string, key: string, value: unknown) => {
    const db = await openDB(name);
    await db.put(store, value, key);
    db.close();
  };

  it.each([
    ['a missing field', { ...sampleRun('bad'), history: undefined }],
    ['a wrong type', { ...sampleRun('bad'), epochs: 'five' }],
    ['an unknown status', { ...sampleRun('bad'), status: 'dreaming' }],
    ['a broken experiment', { ...sampleRun('bad'), experiment: { version: 1 } }],
    ['no object at all', 'garbage'],
  ])('a run with %s is left out and reported; the others are there', async (_what, row) => {
    const storage = await open();
    await storage.saveRun(sampleRun('good'));
    await put('runs', 'bad', row);
    expect(await storage.loadRun('bad')).toBeNull();
    expect((await storage.listRuns()).map(({ id }) => id)).toEqual(['good']);
    // Once, however often it is met.
    expect(problems.map(({ code }) => code)).toEqual(['damaged']);
    expect(problems[0]?.message).toContain('bad');
  });

  it('are named together, and the rest is there at once', async () => {
    const storage = await open();
    await storage.saveRun(sampleRun('good'));
    for (let i = 0; i < 7; i++) await put('runs', `bad-${i}`, { ...sampleRun(`bad-${i}`), status: 'dreaming' });
    expect((await storage.listRuns()).map(({ id }) => id)).toEqual(['good']);
    await storage.listRuns();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/^7 saved runs are damaged .*bad-0.*bad-4, and 2 more/)]);
  });

  it.each([4e15, 1e300, -1, 1.5])('a number of steps that cannot be (%s) asks for no more rows than there are', async (steps) => {
    const storage = await open();
    await storage.saveRun(sampleRun('good'));
    await storage.saveRun(sampleRun('bad'));
    const db = await openDB(name);
    await db.put('runs', { ...(await db.get('runs', 'bad')), steps }, 'bad');
    db.close();
    const { claim } = await storage.claimRun('bad');
    await storage.saveRun(sampleRun('bad'), claim);
    expect(await storage.loadRun('bad')).toEqual(sampleRun('bad'));
    await storage.deleteRun('bad');
    const again = await openDB(name);
    expect(await again.getAllKeys('history')).toEqual(['good:0']);
    again.close();
  });

  it('a damaged counter does not make new runs older than the stored ones', async () => {
    const storage = await open();
    for (const id of ['a', 'b']) await storage.saveRun(sampleRun(id));
    for (const counter of [Number.NaN, 'many', 1e300]) {
      await put('settings', 'runWrites', counter);
      await storage.saveRun(sampleRun(`after ${counter}`));
      expect((await storage.listRuns())[0]?.id).toBe(`after ${counter}`);
    }
  });

  it('a run from a clock that was wrong is there, at the nearest moment that a date can name', async () => {
    const storage = await open();
    await put('runs', 'r', sampleRun('r', { createdAt: 1e20, updatedAt: -5 }));
    expect(await storage.listRuns()).toMatchObject([{ createdAt: 8.64e15, updatedAt: 0 }]);
  });

  it('a run with 100,000 class names is set aside at once', async () => {
    const storage = await open();
    await storage.saveRun(sampleRun('good'));
    await put('runs', 'bad', sampleRun('bad', { classNames: Array.from({ length: 100_000 }, String) }));
    const began = performance.now();
    expect((await storage.listRuns()).map(({ id }) => id)).toEqual(['good']);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(problems[0]?.message).toContain('bad');
  });

  it('weights that are no numbers are damaged, not a learning rate that was too high', async () => {
    const storage = await open();
    await put('checkpoints', 'r', { ...position, savedAt: 1, best: null, state: sampleState(Number.NaN) });
    expect(await storage.loadCheckpoint('r')).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['damaged']);
  });

  it.each([
    ['weights that are no numbers', sampleState(Number.NaN), position],
    ['half an epoch', sampleState(1), { epoch: 0.5, step: 1 }],
  ])('a checkpoint with %s is not written: the one before stays', async (_what, state, at) => {
    const storage = await open();
    await storage.saveCheckpoint(sampleRun('r'), sampleState(7), position);
    await expect(storage.saveCheckpoint(sampleRun('r'), state, at)).rejects.toMatchObject({ code: 'invalid' });
    expect((await storage.loadCheckpoint('r'))?.state).toEqual(sampleState(7));
  });

  it.each([
    ['a matrix larger than its classes', { confusion: Array.from({ length: 900 }, () => Array.from({ length: 900 }, () => 1)) }],
    ['a matrix that is not square', { confusion: [[1, 0], [1]] }],
    [
      'counts above a threshold of other classes',
      { thresholded: { threshold: 0.5, truePositives: [1], predicted: [1, 1], support: [1, 1] } },
    ],
  ])('a run with %s is set aside at once', async (_what, change) => {
    const storage = await open();
    const { validation } = sampleRun('bad');
    await put('runs', 'bad', sampleRun('bad', { validation: { ...(validation as Evaluation), ...change } }));
    const began = performance.now();
    expect(await storage.loadRun('bad')).toBeNull();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(problems.find(({ code }) => code === 'damaged')?.message).toContain('bad');
  });

  it('an optimizer that remembers NaN is damaged; an overflow that leaves the weights finite is not', async () => {
    const storage = await open();
    const stateOf = (slot: number) => ({ ...sampleState(1), slots: sampleState(slot).slots });
    await put('checkpoints', 'r', { ...position, savedAt: 1, best: null, state: stateOf(Number.NaN) });
    expect(await storage.loadCheckpoint('r')).toBeNull();
    await put('checkpoints', 'r', { ...position, savedAt: 1, best: null, state: stateOf(Number.POSITIVE_INFINITY) });
    expect(await storage.loadCheckpoint('r')).not.toBeNull();
  });

  it('damaged weights count as none', async () => {
    const storage = await open();
    await storage.saveCheckpoint(sampleRun('r'), sampleState(1), position);
    await put('checkpoints', 'r', { ...position, savedAt: 1, best: null, state: { weights: [[1, 2]], slots: [], updates: 0 } });
    expect(await storage.loadCheckpoint('r')).toBeNull();
    expect(problems[0]?.message).toMatch(/network of run r .* damaged/);
    expect(await storage.loadRun('r')).not.toBeNull();
  });
});

/** Lets the next write never end: a request that keeps its transaction open for ever. */
function hangOnce(): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (this: IDBObjectStore) {
    const again = () => {
      const request = this.get('nothing');
      request.onsuccess = again;
    };
    again();
    return new IDBRequest();
  });
}

/** Lets writes to a store abort their transaction, as a full disk does: the request knows nothing of it, the transaction alone does. */
function abortWrites(store: string, reason: string | null, when: 'at once' | 'late'): void {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    const request = put.call(this, value, key);
    const transaction = this.transaction as IDBTransaction & { _abort(reason: string | null): void };
    if (this.name !== store) return request;
    if (when === 'late') request.addEventListener('success', () => transaction._abort(reason));
    else queueMicrotask(() => transaction._abort(reason));
    return request;
  });
}

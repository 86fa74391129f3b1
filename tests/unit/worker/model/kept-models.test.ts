import { describe, expect, it } from 'vitest';
import type { Network } from '@/engine/engine';
import type { AppStorage } from '@/storage/types';
import type { Answers, Question } from '@/worker/protocol';
import { keptRun, numbersOf, stockedStorage, TestLaboratory, tiny, tinyExperiment, withLosses } from '../laboratory-fixture';

const picture = new Uint8Array(tiny.inflated.get('t10k-images-idx3-ubyte.gz') ?? []).slice(16, 16 + 784);

const PATIENT = { timeout: 10_000 };

/** A laboratory that knows which of its networks are not disposed yet. */
function counting(storage: AppStorage) {
  const live = new Set<Network>();
  const wrap = (network: Network): Network => {
    const watched = withLosses(network, (results) => results);
    watched.dispose = () => {
      // Disposed of twice, it would take the memory of another.
      expect(live.delete(watched)).toBe(true);
      network.dispose();
    };
    live.add(watched);
    return watched;
  };
  return { laboratory: new TestLaboratory({ storage, wrap }), live };
}

/** Trains runs one after the other, each from other initial weights; the last one is shown. */
async function trained(...ids: string[]) {
  const storage = await stockedStorage();
  const { laboratory, live } = counting(storage);
  await laboratory.open();
  for (const [i, id] of ids.entries()) await train(laboratory, storage, id, i + 1);
  return { storage, laboratory, live };
}

async function train(laboratory: TestLaboratory, storage: AppStorage, id: string, seed: number): Promise<void> {
  await laboratory.train(id, tinyExperiment({ seed, epochs: 2 }));
  await ended(laboratory, storage, id);
}

/** Resolves once a run is kept as finished and the worker has nothing more to do. */
async function ended(laboratory: TestLaboratory, storage: AppStorage, id: string): Promise<void> {
  await expect.poll(async () => (await keptRun(storage, id)).status, PATIENT).toBe('finished');
  await expect.poll(() => laboratory.messages.at(-1), PATIENT).toEqual({ type: 'network', ready: true });
}

let requests = 0;

/** The worker's answer, or its words where it refuses. */
async function ask<K extends 'predict' | 'predictByRuns' | 'predictions' | 'predictionsOfRun'>(
  laboratory: TestLaboratory,
  question: Extract<Question, { type: K }>,
): Promise<Answers[K] | string> {
  const request = ++requests;
  await laboratory.send({ ...question, request });
  const reply = laboratory.messages.find((message) => 'request' in message && message.request === request);
  if (reply?.type === 'refusal') return reply.problem.message;
  if (reply?.type !== 'answer') throw new Error('no answer');
  return reply.answer as Answers[K];
}

const askRuns = (laboratory: TestLaboratory, ...runIds: string[]) =>
  ask<'predictByRuns'>(laboratory, { type: 'predictByRuns', runIds, pixels: picture });
const askShown = (laboratory: TestLaboratory) => ask<'predict'>(laboratory, { type: 'predict', pixels: picture });
const askSet = (laboratory: TestLaboratory, runId: string) =>
  ask<'predictionsOfRun'>(laboratory, { type: 'predictionsOfRun', runId, set: 'test' });

/** What a run answers where it is opened in a laboratory of its own: about the picture, and about the test images. */
async function answersOpened(storage: AppStorage, runId: string) {
  const laboratory = new TestLaboratory({ storage });
  await laboratory.open();
  await laboratory.send({ type: 'openRun', runId });
  return {
    picture: await askShown(laboratory),
    set: await ask<'predictions'>(laboratory, { type: 'predictions', set: 'test' }),
  };
}

describe('kept runs', () => {
  it('answer about one picture as each does when it is opened, and the run that is shown stays', async () => {
    const { storage, laboratory } = await trained('a', 'b', 'c');
    const [told, said] = [laboratory.messages.length, await askShown(laboratory)];
    const [ab, ba] = [await askRuns(laboratory, 'a', 'b'), await askRuns(laboratory, 'b', 'a')];
    expect(await askShown(laboratory)).toEqual(said);
    expect(laboratory.messages.slice(told).map(({ type }) => type)).toEqual(['answer', 'answer', 'answer', 'answer']);
    // What the next visit shows is unchanged, too.
    const next = new TestLaboratory({ storage });
    await next.open();
    expect(next.of('opened')[0]?.lastRun?.id).toBe('c');

    const [a, b] = [(await answersOpened(storage, 'a')).picture, (await answersOpened(storage, 'b')).picture];
    expect([ab, ba]).toEqual([
      [a, b],
      [b, a],
    ]);
    expect(a).not.toEqual(b);
    expect([a, b]).not.toContainEqual(said);
  });

  it('answer about a whole set as each does when it is opened', async () => {
    const { storage, laboratory } = await trained('a', 'b', 'c');
    const [a, b] = [await askSet(laboratory, 'a'), await askSet(laboratory, 'b')];
    expect(a).toMatchObject({ set: 'test', epoch: 2, step: 12 });
    expect([a, b]).toEqual([(await answersOpened(storage, 'a')).set, (await answersOpened(storage, 'b')).set]);
    expect(a).not.toEqual(b);
    expect(laboratory.phases.at(-1)).toBe('idle');
  });

  it('are two at most beside the one shown, read once, and leave nothing behind when a run starts', async () => {
    const { storage, laboratory, live } = await trained('a', 'b', 'c', 'd');
    const memory = () => [...live].map((network) => network.memory());
    expect(live.size).toBe(1);
    const before = memory();
    const reads: string[] = [];
    const load = storage.loadCheckpoint.bind(storage);
    storage.loadCheckpoint = (id) => {
      reads.push(id);
      return load(id);
    };
    await askRuns(laboratory, 'a', 'b');
    await askRuns(laboratory, 'b', 'a');
    expect([live.size, reads]).toEqual([3, ['a', 'b']]);
    // The one that was asked longest ago makes room.
    await askRuns(laboratory, 'c', 'a');
    expect([live.size, reads]).toEqual([3, ['a', 'b', 'c']]);
    await askSet(laboratory, 'a');
    expect([live.size, reads]).toEqual([3, ['a', 'b', 'c']]);
    await train(laboratory, storage, 'e', 5);
    expect(live.size).toBe(1);
    expect(memory()).toEqual(before);
  });

  it('leave nothing behind either where a run is continued or taken over', async () => {
    const { storage, laboratory, live } = await trained('a', 'b', 'c');
    await askRuns(laboratory, 'a', 'b');
    await laboratory.continue('c', { epochs: 3 });
    await ended(laboratory, storage, 'c');
    expect(live.size).toBe(1);
    await askRuns(laboratory, 'a', 'b');
    expect(live.size).toBe(3);
    await laboratory.send({ type: 'takeOver', runId: 'c' });
    await ended(laboratory, storage, 'c');
    expect(live.size).toBe(1);
  });

  it('that were trained on meanwhile answer with what they know now', async () => {
    const { storage, laboratory, live } = await trained('a', 'b', 'c');
    const before = await askRuns(laboratory, 'a', 'b');
    const elsewhere = new TestLaboratory({ storage });
    await elsewhere.open();
    await elsewhere.continue('a', { epochs: 4 });
    await ended(elsewhere, storage, 'a');
    const after = await askRuns(laboratory, 'a', 'b');
    expect(live.size).toBe(3);
    expect(after[0]).toEqual((await answersOpened(storage, 'a')).picture);
    expect(after[0]).not.toEqual(before[0]);
    expect(after[1]).toEqual(before[1]);
  });

  it('are refused in words where they cannot be asked, and others still answer', async () => {
    const { storage, laboratory, live } = await trained('a', 'b', 'c', 'd');
    const [said, b] = [await askShown(laboratory), await askRuns(laboratory, 'b')];
    const damaged = await storage.loadCheckpoint('a');
    if (!damaged) throw new Error('nothing was learnt');
    const [kernel, ...rest] = damaged.state.weights;
    const weights = [kernel?.slice(1) ?? new Float32Array(0), ...rest];
    expect(numbersOf({ weights })).not.toEqual(numbersOf(damaged.state));
    await storage.saveCheckpoint(await keptRun(storage, 'a'), { ...damaged.state, weights }, damaged);
    await storage.pruneLearnt(['a', 'b', 'd']);

    expect(await askRuns(laboratory, 'b', 'a')).toBe('The saved weights are damaged: they do not fit the network.');
    expect(await askRuns(laboratory, 'c', 'b')).toBe('The weights of this run are no longer saved. Train it again to use its model.');
    expect(await askRuns(laboratory, 'gone')).toBe('This run is no longer saved in this browser, or it is damaged.');
    expect(await askRuns(laboratory, 'b')).toEqual(b);
    expect(await askShown(laboratory)).toEqual(said);
    expect(live.size).toBe(2);

    await laboratory.train('e', tinyExperiment({ epochs: 500 }));
    expect(await askRuns(laboratory, 'b')).toBe('Saved runs can be asked once the current run has ended.');
    expect(await askSet(laboratory, 'b')).toBe('Saved runs can be asked once the current run has ended.');
    await laboratory.send({ type: 'stop' });
    await expect.poll(async () => (await keptRun(storage, 'e')).status, PATIENT).toBe('stopped');
  });
});

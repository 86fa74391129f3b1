import { layer } from '@tests/engine/support/networks';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '@/experiment/experiment';
import type { NetworkState, Run } from '@/run/types';
import type { AppStorage, SavedCheckpoint } from '@/storage/types';
import type { Answers } from '@/worker/protocol';
import { keptRun, numbersOf, stockedStorage, TestLaboratory, tiny, tinyExperiment } from './laboratory-fixture';

const picture = new Uint8Array(tiny.inflated.get('t10k-images-idx3-ubyte.gz') ?? []).slice(16, 16 + 784);

/** A laboratory that shows the finished run "a". */
async function trained(experiment = tinyExperiment()) {
  const storage = await stockedStorage();
  const laboratory = new TestLaboratory({ storage });
  await laboratory.open();
  await laboratory.train('a', experiment);
  await laboratory.untilStatus('finished');
  return { storage, laboratory };
}

const trainFrom = (laboratory: TestLaboratory, startFrom: string, experiment: Experiment) =>
  laboratory.send({ type: 'train', runId: 'b', experiment, startFrom, recovered: null });

const finished = (storage: AppStorage, runId: string) =>
  expect.poll(async () => (await storage.loadRun(runId))?.status, { timeout: 10_000 }).toBe('finished');

async function learnt(storage: AppStorage, runId: string): Promise<SavedCheckpoint> {
  const checkpoint = await storage.loadCheckpoint(runId);
  if (!checkpoint) throw new Error(`run ${runId} has learnt nothing`);
  return checkpoint;
}

/** What the network that is shown says of the picture. */
async function saidNow(laboratory: TestLaboratory, request: number): Promise<Answers['predict']> {
  await laboratory.send({ type: 'predict', pixels: picture, request });
  const reply = laboratory.of('answer').find((message) => message.request === request);
  if (!reply) throw new Error('no answer');
  return reply.answer as Answers['predict'];
}

/** The run and the state of every checkpoint that is stored from now on. */
function watchCheckpoints(storage: AppStorage): { run: Run; state: NetworkState; step: number }[] {
  const stored: { run: Run; state: NetworkState; step: number }[] = [];
  const save = storage.saveCheckpoint.bind(storage);
  storage.saveCheckpoint = (run, state, position, ...rest) => {
    stored.push(structuredClone({ run, state, step: position.step }));
    return save(run, state, position, ...rest);
  };
  return stored;
}

describe('a run from the weights of another', () => {
  it('begins with exactly those, with an optimizer that remembers nothing, and says where they are from', async () => {
    const { storage, laboratory } = await trained({ ...tinyExperiment(), name: 'Softmax' });
    const [source, row] = [await learnt(storage, 'a'), await keptRun(storage, 'a')];
    const stored = watchCheckpoints(storage);
    // Another seed draws other initial weights, and the other run's optimizer has a memory.
    await trainFrom(laboratory, 'a', tinyExperiment({ seed: 7, epochs: 2 }));
    await finished(storage, 'b');

    const [first] = stored;
    expect(first).toMatchObject({ step: 0, run: { id: 'b', startedFrom: { runId: 'a', name: 'Softmax', epoch: 4 } } });
    expect(first && numbersOf(first.state)).toEqual(numbersOf(source.state));
    expect(source.state.slots.flat().some((values) => values.some((value) => value !== 0))).toBe(true);
    expect(first?.state.updates).toBe(0);
    expect(first?.state.slots.flat().every((values) => values.every((value) => value === 0))).toBe(true);
    const run = await keptRun(storage, 'b');
    expect(run.startedFrom).toEqual({ runId: 'a', name: 'Softmax', epoch: 4 });
    expect(run.epochRecords.map(({ epoch }) => epoch)).toEqual([1, 2]);

    // The new run has its own copy.
    expect(numbersOf((await learnt(storage, 'b')).state)).not.toEqual(numbersOf(source.state));
    expect(await learnt(storage, 'a')).toEqual(source);
    expect(await keptRun(storage, 'a')).toEqual(row);
  });

  it('names the epoch that the weights are of, where early stopping went back to an earlier one', async () => {
    // No epoch can be better than the first by so much.
    const earlyStopping = { monitor: 'validationLoss', patience: 2, minDelta: 100, restoreBestWeights: true } as const;
    const { storage, laboratory } = await trained(tinyExperiment({ earlyStopping }));
    expect((await keptRun(storage, 'a')).epochRecords).toHaveLength(3);
    await trainFrom(laboratory, 'a', tinyExperiment({ epochs: 1 }));
    await finished(storage, 'b');
    expect((await keptRun(storage, 'b')).startedFrom).toMatchObject({ runId: 'a', epoch: 1 });
  });

  const NOT_STORED = 'The weights of that run are no longer saved. Train it again first.';
  const NO_FIT = 'The weights of that run do not fit your network: its layers are of other sizes.';
  const wider: Experiment = {
    ...tinyExperiment(),
    model: { kind: 'network', layers: [layer('flatten'), layer('dense', { units: 12 })] },
  };

  it.each<[string, string, Experiment, (storage: AppStorage) => Promise<void>]>([
    ['the network has other layers', NO_FIT, wider, async () => {}],
    ['an array of them is cut short', NO_FIT, tinyExperiment(), (storage) => damage(storage, (values) => values.slice(1))],
    ['there are none', NOT_STORED, tinyExperiment(), (storage) => keepWithoutWeights(storage)],
    ['they are no numbers', NOT_STORED, tinyExperiment(), async (storage) => writeNaN(storage)],
  ])('is refused in words where %s, and nothing has changed', async (_, words, experiment, prepare) => {
    const { storage, laboratory } = await trained();
    await prepare(storage);
    const [source, row] = [await storage.loadCheckpoint('a'), await keptRun(storage, 'a')];
    const [said, told] = [await saidNow(laboratory, 1), laboratory.messages.length];
    await trainFrom(laboratory, 'a', experiment);

    const after = laboratory.messages.slice(told);
    expect(after.flatMap((message) => (message.type === 'problem' ? [message.problem.message] : []))).toEqual([words]);
    // The page is told that the run it asked for has ended, and nothing else: what it shows stays.
    expect(after.flatMap((message) => (message.type === 'run' ? [message.event] : []))).toEqual([
      { runId: 'b', news: { type: 'status', status: 'stopped' } },
    ]);
    expect(after.some(({ type }) => type === 'network')).toBe(false);
    expect(laboratory.phases.at(-1)).toBe('idle');
    expect(await saidNow(laboratory, 2)).toEqual(said);
    expect((await storage.listRuns()).map(({ id }) => id)).toEqual(['a']);
    expect(await keptRun(storage, 'a')).toEqual(row);
    expect(await storage.loadCheckpoint('a')).toEqual(source);

    // Another run can start at once.
    await laboratory.train('c', tinyExperiment({ epochs: 1 }));
    await finished(storage, 'c');
  });
});

/** Stores the weights of run "a" anew, the first array changed. */
async function damage(storage: AppStorage, change: (values: Float32Array) => Float32Array): Promise<void> {
  const { state, ...position } = await learnt(storage, 'a');
  const weights = state.weights.map((values, i) => (i === 0 ? change(values) : values));
  await storage.saveCheckpoint(await keptRun(storage, 'a'), { ...state, weights }, position);
}

/** Leaves the row of run "a" alone. */
async function keepWithoutWeights(storage: AppStorage): Promise<void> {
  expect(await storage.pruneLearnt([])).toEqual(['a']);
}

/** Storage refuses to write such weights; a fault of the disk does not ask. */
function writeNaN(storage: AppStorage): void {
  const rows: Map<string, { state?: NetworkState }> = Reflect.get(storage, 'rows');
  const own = [...rows.values()].filter(({ state }) => state !== undefined);
  expect(own).toHaveLength(1);
  own[0]?.state?.weights[0]?.fill(Number.NaN, 0, 1);
}

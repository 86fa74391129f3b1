import { describe, expect, it } from 'vitest';
import type { Network } from '@/engine/engine';
import type { Study, StudyRecord } from '@/study/study';
import { keptRun, sharedLocks, stockedStorage, TestLaboratory, tinyExperiment, withLosses } from './laboratory-fixture';

const studyOf = (change: Partial<Study> = {}): Study => ({
  id: 'study',
  name: 'Twice',
  createdAt: 1,
  base: tinyExperiment({ epochs: 2 }),
  parameters: [],
  method: { kind: 'repeat' },
  objective: 'validationAccuracy',
  budget: 2,
  seed: 1,
  ...change,
});

const last = (laboratory: TestLaboratory): StudyRecord | undefined => laboratory.of('study').at(-1)?.record;

/** Resolves once the study is at rest, as `status` says. */
async function until(laboratory: TestLaboratory, status: StudyRecord['status']): Promise<StudyRecord> {
  for (;;) {
    const record = last(laboratory);
    if (record?.status === status) return record;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What must be the same however often a study was interrupted. */
const figures = ({ trials }: StudyRecord) =>
  trials.map(({ number, values, seed, status, outcomes }) => ({
    number,
    values,
    seed,
    status,
    scores: outcomes.map(({ epochs, accuracy, loss }) => ({ epochs, accuracy, loss })),
  }));

async function uninterrupted(study: Study): Promise<StudyRecord> {
  const laboratory = new TestLaboratory();
  await laboratory.open();
  await laboratory.send({ type: 'startStudy', study });
  return until(laboratory, 'finished');
}

/** Whether a run has finished and the worker is free for the next one. */
function isOver({ messages }: TestLaboratory, runId: string): boolean {
  const finished = messages.findIndex(
    (message) =>
      message.type === 'run' &&
      message.event.runId === runId &&
      message.event.news.type === 'status' &&
      message.event.news.status === 'finished',
  );
  return finished >= 0 && messages.slice(finished).some(({ type }) => type === 'network');
}

describe('a study', () => {
  it('trains its trials as ordinary runs, with other seeds', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study: studyOf() });
    const { trials } = await until(laboratory, 'finished');
    expect(trials.map(({ status }) => status)).toEqual(['finished', 'finished']);
    const runs = await Promise.all(trials.map(({ runId }) => keptRun(storage, runId ?? '')));
    expect(runs.map(({ experiment }) => experiment.training.seed)).toEqual([1, 2].map((n) => tinyExperiment().training.seed + n - 1));
    expect(runs.map(({ name }) => name)).toEqual(['Twice, trial 1', 'Twice, trial 2']);
    expect(trials.map(({ outcomes }) => outcomes[0]?.accuracy)).toEqual(runs.map(({ validation }) => validation?.score.accuracy));
    expect(trials[0]?.outcomes[0]?.loss).not.toBe(trials[1]?.outcomes[0]?.loss);
  });

  it('goes on after a pause as if it had not been paused', async () => {
    const laboratory = new TestLaboratory();
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study: studyOf() });
    await laboratory.until((news) => news.type === 'epoch');
    await laboratory.send({ type: 'pauseStudy' });
    const paused = await until(laboratory, 'paused');
    expect(paused.trials.at(-1)?.status).toBe('running');
    await laboratory.send({ type: 'continueStudy', studyId: 'study', recovered: null });
    expect(figures(await until(laboratory, 'finished'))).toEqual(figures(await uninterrupted(studyOf())));
  });

  it('is paused when its page was closed, and goes on in another', async () => {
    const storage = await stockedStorage();
    const first = new TestLaboratory({ storage });
    await first.open();
    await first.send({ type: 'startStudy', study: studyOf() });
    await first.until((news) => news.type === 'epoch');
    // The first page is gone with its locks; what it still writes is refused, since the run is claimed by the second.
    const second = new TestLaboratory({ storage });
    await second.open();
    await second.send({ type: 'studies', request: 1 });
    expect(second.of('answer').map(({ answer }) => answer)).toMatchObject([[{ status: 'paused', study: { id: 'study' } }]]);
    await second.send({ type: 'continueStudy', studyId: 'study', recovered: null });
    expect(figures(await until(second, 'finished'))).toEqual(figures(await uninterrupted(studyOf())));
  });

  it('is taken from a worker that was lost with its locks', async () => {
    const storage = await stockedStorage();
    const locks = sharedLocks();
    const lost = new TestLaboratory({ storage, locks });
    await lost.open();
    await lost.send({ type: 'startStudy', study: studyOf() });
    await lost.until((news) => news.type === 'epoch');
    const next = new TestLaboratory({ storage, locks });
    await next.open();
    await next.send({ type: 'continueStudy', studyId: 'study', recovered: null });
    expect(next.of('problem').at(-1)?.problem.message).toMatch(/in another tab/);
    await next.send({ type: 'continueStudy', studyId: 'study', recovered: 'The worker was replaced' });
    expect(figures(await until(next, 'finished'))).toEqual(figures(await uninterrupted(studyOf())));
  });

  it('alone decides the learning rate and the epochs of its trials, whatever the page sends', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study: studyOf() });
    await laboratory.until((news) => news.type === 'epoch');
    await laboratory.send({ type: 'setLearningRate', learningRate: 0.5 });
    await laboratory.send({ type: 'setEpochs', epochs: 3 });
    const record = await until(laboratory, 'finished');
    expect(figures(record)).toEqual(figures(await uninterrupted(studyOf())));
    expect(await keptRun(storage, record.trials[0]?.runId ?? '')).toMatchObject({ interventions: [], epochs: 2, learningRate: 0.01 });
  });

  it('trains a trial anew whose run a person has trained further meanwhile', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study: studyOf() });
    await laboratory.until((news) => news.type === 'epoch');
    await laboratory.send({ type: 'pauseStudy' });
    const runId = (await until(laboratory, 'paused')).trials[0]?.runId ?? '';
    await laboratory.send({ type: 'continue', runId, recovered: null, epochs: 4 });
    while (!isOver(laboratory, runId)) await new Promise((resolve) => setTimeout(resolve, 5));
    await laboratory.send({ type: 'continueStudy', studyId: 'study', recovered: null });
    const record = await until(laboratory, 'finished');
    expect(figures(record)).toEqual(figures(await uninterrupted(studyOf())));
    expect(record.trials[0]?.runId).not.toBe(runId);
    expect((await keptRun(storage, runId)).epochs).toBe(4);
  });

  it('notices that a person has trained a run further where it would go on to yet more epochs', async () => {
    const study = studyOf({
      base: tinyExperiment({ epochs: 3, schedule: { kind: 'cosine', finalShare: 0 } }),
      parameters: [{ address: 'training.learningRate', domain: { kind: 'range', min: 1e-4, max: 0.1, step: null, log: true } }],
      method: { kind: 'hyperband', minEpochs: 1, factor: 3 },
      budget: 3,
    });
    const undisturbed = await uninterrupted(study);
    const best = undisturbed.trials.findIndex(({ outcomes }) => outcomes.length === 2);
    // The last one would go on at once.
    expect([0, 1]).toContain(best);
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study });
    while (last(laboratory)?.trials[best]?.status !== 'finished') await new Promise((resolve) => setTimeout(resolve, 1));
    await laboratory.send({ type: 'pauseStudy' });
    const { trials } = await until(laboratory, 'paused');
    expect(trials[best]).toMatchObject({ status: 'finished', epochs: 1 });
    const runId = trials[best]?.runId ?? '';
    // Two epochs are fewer than the three that the study goes on to.
    await laboratory.send({ type: 'continue', runId, recovered: null, epochs: 2 });
    while ((await keptRun(storage, runId)).validation?.epoch !== 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await laboratory.send({ type: 'continueStudy', studyId: 'study', recovered: null });
    const record = await until(laboratory, 'finished');
    expect(figures(record)).toEqual(figures(undisturbed));
    expect(record.trials[best]?.runId).not.toBe(runId);
    expect((await keptRun(storage, runId)).epochs).toBe(2);
  });

  it('passes over networks that cannot be built, and says why', async () => {
    const base = tinyExperiment({ epochs: 1 });
    const address = 'present.flatten';
    const study = studyOf({
      base,
      parameters: [{ address, domain: { kind: 'list', values: [false, true] } }],
      method: { kind: 'grid', points: 2 },
    });
    const { trials } = await uninterrupted(study);
    expect(trials.map(({ status }) => status)).toEqual(['skipped', 'finished']);
    expect(trials[0]?.cause).toMatch(/flat list of numbers/);
    expect(trials[0]?.runId).toBeNull();
  });

  it('records why a trial failed, and goes on', async () => {
    const wrap = (network: Network) => withLosses(network, (results) => ({ ...results, losses: results.losses.map(() => Number.NaN) }));
    const laboratory = new TestLaboratory({ wrap });
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study: studyOf() });
    const { trials } = await until(laboratory, 'finished');
    expect(trials.map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(trials[0]?.cause).toMatch(/number/);
    expect(trials[0]?.outcomes).toEqual([]);
  });

  it('continues the best runs of a Hyperband', async () => {
    const study = studyOf({
      base: tinyExperiment({ epochs: 4 }),
      parameters: [{ address: 'training.learningRate', domain: { kind: 'range', min: 1e-4, max: 0.1, step: null, log: true } }],
      method: { kind: 'hyperband', minEpochs: 1, factor: 2 },
      budget: 4,
    });
    const { trials } = await uninterrupted(study);
    expect(trials.map(({ outcomes }) => outcomes.map(({ epochs }) => epochs)).toSorted((a, b) => a.length - b.length)).toEqual([
      [1],
      [1],
      [1, 2],
      [1, 2, 4],
    ]);
  });

  it('can be given more trials once it has ended', async () => {
    const laboratory = new TestLaboratory();
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study: studyOf({ budget: 1 }) });
    await until(laboratory, 'finished');
    await laboratory.send({ type: 'continueStudy', studyId: 'study', budget: 2, recovered: null });
    while ((last(laboratory)?.trials.length ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(figures(await until(laboratory, 'finished'))).toEqual(figures(await uninterrupted(studyOf())));
  });

  it('lets a person train between two trials, and keeps its runs while it lives', async () => {
    const storage = await stockedStorage();
    const laboratory = new TestLaboratory({ storage });
    await laboratory.open();
    await laboratory.send({ type: 'keepRuns', count: 1 });
    await laboratory.send({ type: 'startStudy', study: studyOf() });
    await laboratory.until((news) => news.type === 'epoch');
    await laboratory.send({ type: 'pauseStudy' });
    const { trials } = await until(laboratory, 'paused');
    for (const id of ['own-1', 'own-2', 'own-3']) {
      await laboratory.train(id, tinyExperiment({ epochs: 1 }));
      while (!isOver(laboratory, id)) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const ids = (await storage.listRuns()).map(({ id }) => id);
    expect(ids).toContain(trials[0]?.runId);
    expect(ids).not.toContain('own-1');
  });

  it('is refused while another one goes on', async () => {
    const laboratory = new TestLaboratory();
    await laboratory.open();
    await laboratory.send({ type: 'startStudy', study: studyOf() });
    await laboratory.send({ type: 'startStudy', study: studyOf({ id: 'other' }) });
    expect(laboratory.of('problem').at(-1)?.problem.message).toMatch(/Another study is going on/);
    await until(laboratory, 'finished');
  });
});

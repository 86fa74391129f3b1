import { sampleRun } from '@tests/support/runs';
import { describe, expect, it } from 'vitest';
import type { RunNews } from '@/run/events';
import type { Run } from '@/run/types';
import { applyNews } from '@/stores/lab/apply-event';
import { initialLab, type LabState } from '@/stores/lab/lab-state';
import type { ClientNews } from '@/worker/client/worker-client';
import type { DatasetStatus } from '@/worker/protocol';

const NOW = 5000;
const lab = (change: Partial<LabState> = {}): LabState => ({ ...initialLab, ...change });
const labAfter = (state: LabState, ...news: ClientNews[]) => news.reduce((now, item) => applyNews(now, item, NOW), state);
const run = (id: string, news: RunNews): ClientNews => ({ type: 'run', event: { runId: id, news } });
const fresh = (id: string, change: Partial<Run> = {}) =>
  sampleRun(id, { history: { losses: [], accuracies: [] }, epochRecords: [], failure: null, ...change });
const opened = (change: Partial<Extract<ClientNews, { type: 'opened' }>> = {}): ClientNews => ({
  type: 'opened',
  backend: { label: 'CPU', device: '', reason: '', hardware: false },
  storage: { kind: 'indexeddb', problem: null, persisted: false },
  lastRun: null,
  previousRun: null,
  hasWeights: false,
  elsewhere: null,
  interrupted: [],
  ...change,
});

describe('news of a run', () => {
  it('that is not on show are dropped', () => {
    const state = lab({ run: fresh('now') });
    expect(labAfter(state, run('then', { type: 'steps', firstStep: 0, losses: [1], accuracies: [1] }))).toBe(state);
    expect(labAfter(state, run('then', { type: 'status', status: 'finished' }))).toBe(state);
    expect(labAfter(lab(), run('then', { type: 'status', status: 'finished' })).run).toBeNull();
  });

  it('grow its history and say that it has grown', () => {
    const state = labAfter(lab({ run: fresh('a') }), run('a', { type: 'steps', firstStep: 0, losses: [3, 2], accuracies: [0, 1] }));
    expect(state.run?.history).toEqual({ losses: [3, 2], accuracies: [0, 1] });
    expect(state.revision).toBe(1);
    expect(state.networkAge).toBe(1);
  });

  it('that take it back forget what came after', () => {
    const kept = sampleRun('a', { history: { losses: [3, 2, 1], accuracies: [0, 0, 1] } });
    const state = labAfter(lab({ run: kept }), run('a', { type: 'rewound', step: 2, epoch: 0 }));
    expect(state.run?.history.losses).toEqual([3, 2]);
    expect(state.run?.epochRecords).toEqual([]);
    expect(state.run?.validation).toBeNull();
  });

  it('push the run before into the ghost, but only one that has learnt something, and never the run itself', () => {
    const first = sampleRun('first');
    const second = labAfter(lab({ run: first }), run('second', { type: 'opened', run: fresh('second') }));
    expect(second.previous).toBe(first);
    const third = labAfter(second, run('third', { type: 'opened', run: fresh('third') }));
    expect(third.previous).toBe(first);
    const again = labAfter(third, run('third', { type: 'opened', run: fresh('third') }));
    expect(again.previous).toBe(first);
  });

  it('tell that all images of a set are being asked, until it learns on, or has the answers, or is over', () => {
    const asking = labAfter(lab({ run: fresh('a', { status: 'training' }) }), run('a', { type: 'evaluating', set: 'validation' }));
    expect(asking.evaluating?.set).toBe('validation');
    const progress: RunNews = { type: 'progress', step: 1, epoch: 1, examplesPerSecond: 1, secondsLeft: null };
    expect(labAfter(asking, run('a', progress)).evaluating?.set).toBe('validation');
    expect(labAfter(asking, run('a', { type: 'status', status: 'paused' })).evaluating?.set).toBe('validation');
    const over: RunNews[] = [
      { type: 'steps', firstStep: 0, losses: [1], accuracies: [0] },
      { type: 'status', status: 'finished' },
      { type: 'opened', run: fresh('a') },
    ];
    for (const news of over) expect(labAfter(asking, run('a', news)).evaluating).toBeNull();
    expect(labAfter(asking, { type: 'gaveUp', reason: 'x' }).evaluating).toBeNull();
  });

  it('tell of another engine after a restart, such as the processor where the graphics card is gone', () => {
    const at = { step: 4, epoch: 1 };
    const recovered = run('a', {
      type: 'intervention',
      intervention: { ...at, what: 'recovered', note: 'Graphics reset, continuing from epoch 1' },
    });
    const engine = run('a', { type: 'intervention', intervention: { ...at, what: 'engine', note: 'Computed by CPU from here on' } });
    const open = lab({ run: fresh('a') });
    expect(labAfter(open, recovered, engine).recovered).toBe('Graphics reset, continuing from epoch 1. Computed by CPU from here on');
    expect(labAfter(open, engine).recovered).toBeNull();
  });

  it('tell what came of a restart', () => {
    const intervention = { step: 1, epoch: 0, what: 'recovered', note: 'Graphics reset, continuing from epoch 0' } as const;
    expect(labAfter(lab({ run: fresh('a') }), run('a', { type: 'intervention', intervention })).recovered).toContain('Graphics reset');
  });
});

describe('a worker that is replaced', () => {
  it('leaves the run that goes on as it is until the next one has taken it up', () => {
    const training = lab({ run: sampleRun('a', { status: 'training' }), networkReady: true });
    const restarting = labAfter(training, { type: 'restarting', reason: 'Graphics reset', runId: 'a' });
    expect(restarting).toMatchObject({ restarting: 'Graphics reset', networkReady: false, run: { status: 'training' } });
    const open = labAfter(restarting, opened({ lastRun: sampleRun('a', { status: 'interrupted' }) }));
    expect(open).toMatchObject({ restarting: 'Graphics reset', run: { status: 'training' } });
    expect(labAfter(open, run('a', { type: 'opened', run: fresh('a', { status: 'preparing' }) })).restarting).toBeNull();
  });

  it('takes its images with it: the next one tells which it has', () => {
    const status: DatasetStatus = {
      id: 'builtin-garments',
      state: 'ready',
      source: '',
      trainCounts: [],
      testCounts: [],
      bytes: 1,
      problems: [],
      download: null,
    };
    const before = labAfter(lab(), { type: 'dataset', status });
    expect(before.datasets['builtin-garments']?.state).toBe('ready');
    expect(labAfter(before, opened()).datasets).toEqual({});
  });

  it('interrupts a run that does not go on', () => {
    const training = lab({ run: sampleRun('a', { status: 'training' }) });
    expect(labAfter(training, { type: 'restarting', reason: 'x', runId: null }).run?.status).toBe('interrupted');
    expect(labAfter(training, { type: 'gaveUp', reason: 'x' })).toMatchObject({
      gaveUp: 'x',
      restarting: null,
      run: { status: 'interrupted' },
    });
  });

  it('changes nothing of a run that was over', () => {
    const finished = sampleRun('a', { status: 'finished' });
    const state = labAfter(lab({ run: finished }), { type: 'restarting', reason: 'x', runId: null }, opened({ lastRun: sampleRun('b') }));
    expect(state.run).toBe(finished);
    expect(state.restarting).toBeNull();
  });
});

describe('how far a fit is', () => {
  const fitting = { type: 'fitting', part: 'learning', done: 0.5, seconds: 2 } as const;
  const underWay = labAfter(lab({ run: sampleRun('a', { status: 'training' }) }), run('a', fitting));

  it('is known while it goes on', () => {
    expect(underWay.fitting).toEqual(fitting);
    expect(labAfter(underWay, run('a', { type: 'status', status: 'paused' })).fitting).toEqual(fitting);
  });

  it('is of no interest once it is over, however it ended', () => {
    const failure = { code: 'engine', message: 'm', suggestion: 's' } as const;
    expect(labAfter(underWay, run('a', { type: 'status', status: 'finished' })).fitting).toBeNull();
    expect(labAfter(underWay, run('a', { type: 'failed', failure })).fitting).toBeNull();
    expect(labAfter(underWay, { type: 'restarting', reason: 'x', runId: null }).fitting).toBeNull();
  });
});

describe('the opening', () => {
  it('shows the last run and the ghost on a page that has none', () => {
    const [last, previous] = [sampleRun('a', { status: 'interrupted' }), sampleRun('b')];
    expect(labAfter(lab(), opened({ lastRun: last, previousRun: previous, elsewhere: last, interrupted: [previous] }))).toMatchObject({
      run: last,
      previous,
      elsewhere: last,
      interrupted: [previous],
    });
  });

  it('knows whether the run can be continued, of a stored one as of a new one', () => {
    const open = labAfter(lab(), opened({ lastRun: fresh('a'), hasWeights: false }));
    expect(open.hasWeights).toBe(false);
    const next = labAfter(open, run('b', { type: 'opened', run: fresh('b') }));
    expect(next.hasWeights).toBe(true);
    expect(labAfter(next, run('b', { type: 'weights', kept: false })).hasWeights).toBe(false);
  });

  it('keeps the last three problems', () => {
    const problem = (message: string): ClientNews => ({ type: 'problem', problem: { code: 'internal', title: 't', message } });
    const state = labAfter(lab(), ...['1', '2', '3', '4'].map(problem));
    expect(state.problems.map(({ message }) => message)).toEqual(['2', '3', '4']);
  });

  it('takes away that storage does not answer once it does, and nothing else', () => {
    const problem = (code: 'storage-silent' | 'cleared'): ClientNews => ({ type: 'problem', problem: { code, title: code, message: '' } });
    const state = labAfter(lab(), problem('storage-silent'), problem('cleared'), { type: 'storageAnswers' });
    expect(state.problems.map(({ code }) => code)).toEqual(['cleared']);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunNews } from '@/run/events';
import { type ClientNews, WorkerClient } from '@/worker/client/worker-client';
import type { Command, Message, Phase, StorageStatus } from '@/worker/protocol';
import { tinyExperiment } from './laboratory-fixture';

/** A worker that says what a test lets it say. */
class FakeWorker extends EventTarget {
  readonly heard: Command[] = [];
  ended = false;
  private pulse = 0;

  postMessage(command: Command): void {
    this.heard.push(command);
  }

  terminate(): void {
    this.ended = true;
  }

  says(message: Message): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }));
  }

  beats(phase: Phase, { moved = true, msPerStep = 1 } = {}): void {
    if (moved) this.pulse++;
    this.says({ type: 'heartbeat', phase, pulse: this.pulse, msPerStep });
  }

  tells(news: RunNews, runId = 'a'): void {
    this.says({ type: 'run', event: { runId, news } });
  }

  opens(kind: StorageStatus['kind'] = 'indexeddb'): void {
    const storage = { kind, problem: null, persisted: false };
    const backend = { label: 'CPU', device: '', reason: '', hardware: false };
    this.says({ type: 'opened', backend, storage, lastRun: null, previousRun: null, hasWeights: false, elsewhere: null, interrupted: [] });
  }

  fails(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

let workers: FakeWorker[];
let news: ClientNews[];
let client: WorkerClient;
const worker = () => workers.at(-1) as FakeWorker;
const restarts = () => news.filter((item) => item.type === 'restarting');
const steps: RunNews = { type: 'steps', firstStep: 0, losses: [1], accuracies: [0] };
const checkpoint = (saved = true, fence?: number): RunNews => ({
  type: 'checkpoint',
  epoch: 1,
  step: 6,
  saved,
  ...(fence === undefined ? {} : { fence }),
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  workers = [];
  news = [];
  const createWorker = () => {
    workers.push(new FakeWorker());
    return worker() as unknown as Worker;
  };
  client = new WorkerClient({ createWorker, baseUrl: '/', engine: 'auto', onNews: (item) => news.push(item) });
});
afterEach(() => {
  client.dispose();
  vi.useRealTimers();
});

/** A run under way, with a checkpoint unless told otherwise. */
function trainUntilKept(kind: StorageStatus['kind'] = 'indexeddb'): void {
  worker().opens(kind);
  client.send({ type: 'train', runId: 'a', experiment: tinyExperiment(), recovered: null });
  worker().tells(steps);
  worker().tells(checkpoint());
  worker().beats('training');
}

describe('silence', () => {
  it('of a training worker ends it within five seconds, and another one continues the run', () => {
    trainUntilKept();
    vi.advanceTimersByTime(4000);
    expect(workers).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(workers[0]?.ended).toBe(true);
    expect(restarts()).toEqual([{ type: 'restarting', reason: 'The worker stopped answering', runId: 'a' }]);
    expect(worker().heard.map((command) => command.type)).toEqual(['open', 'continue']);
    expect(worker().heard[1]).toMatchObject({ runId: 'a', recovered: 'The worker stopped answering' });
  });

  it('is judged by the pace of slow steps', () => {
    trainUntilKept();
    worker().beats('training', { msPerStep: 2000 });
    vi.advanceTimersByTime(19_000);
    expect(workers).toHaveLength(1);
    vi.advanceTimersByTime(2000);
    expect(workers).toHaveLength(2);
  });

  it('is noticed within five seconds also where steps take most of a second', () => {
    trainUntilKept();
    worker().beats('training', { msPerStep: 800 });
    vi.advanceTimersByTime(5000);
    expect(workers).toHaveLength(2);
  });

  it('is waited out while shaders compile, and while the worker loads', () => {
    vi.advanceTimersByTime(59_000);
    expect(workers).toHaveLength(1);
    worker().beats('compiling');
    vi.advanceTimersByTime(119_000);
    expect(workers).toHaveLength(1);
    vi.advanceTimersByTime(2000);
    expect(workers).toHaveLength(2);
  });

  it('of a computer that slept is not the worker’s', () => {
    trainUntilKept();
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000);
    vi.advanceTimersByTime(500);
    expect(workers).toHaveLength(1);
  });
});

describe('a heart that beats', () => {
  it('without any work done is a hang', () => {
    trainUntilKept();
    for (let k = 0; k < 10; k++) {
      worker().beats('training', { moved: false });
      vi.advanceTimersByTime(500);
    }
    expect(workers).toHaveLength(2);
  });

  it.each(['idle', 'paused'] as const)('without work is well where there is none to do: %s', (phase) => {
    trainUntilKept();
    for (let k = 0; k < 100; k++) {
      worker().beats(phase, { moved: false });
      vi.advanceTimersByTime(500);
    }
    expect(workers).toHaveLength(1);
  });
});

describe('a worker that goes', () => {
  it('by an error is replaced at once; what it says afterwards is nobody’s', () => {
    trainUntilKept();
    const gone = worker();
    gone.fails('out of order');
    expect(restarts()[0]?.reason).toContain('out of order');
    const told = news.length;
    gone.tells(steps);
    gone.fails('again');
    expect(news).toHaveLength(told);
    expect(workers).toHaveLength(2);
  });

  it('with its graphics context is replaced, and its questions are answered with a refusal', async () => {
    trainUntilKept();
    const question = client.ask({ type: 'predict', pixels: new Uint8Array(784) });
    worker().says({ type: 'problem', problem: { code: 'context-lost', title: 'Graphics reset', message: '' } });
    await expect(question).rejects.toMatchObject({ title: 'Interrupted' });
    expect(worker().heard[1]).toMatchObject({ type: 'continue', recovered: 'Graphics reset' });
    // The lost context is the client's business, not one more message for the person.
    expect(news.some((item) => item.type === 'problem')).toBe(false);
  });

  it('before anything of the run was kept, or with a storage that died with it, makes the run start over', () => {
    trainUntilKept('memory');
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'train', runId: 'a', recovered: expect.any(String) });
    worker().opens();
    worker().tells(checkpoint(false));
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'train' });
  });

  it('in the fit of a classical model, which keeps no checkpoints, makes the fit start over, and three times in a row end it', () => {
    worker().opens();
    const experiment = { ...tinyExperiment(), model: { kind: 'classical' as const, classical: { kind: 'mostFrequent' as const } } };
    client.send({ type: 'train', runId: 'a', experiment, recovered: null });
    const fitting: RunNews = { type: 'fitting', part: 'learning', done: 0.5, seconds: 1 };
    for (let death = 0; death < 3; death++) {
      worker().tells(fitting);
      worker().fails('out of memory');
      expect(worker().heard[1]).toMatchObject({
        type: 'train',
        runId: 'a',
        experiment,
        recovered: expect.stringContaining('out of memory'),
      });
    }
    worker().fails('out of memory');
    expect(news.at(-1)).toMatchObject({ type: 'gaveUp' });
  });

  it('starts a paused fit over as a paused one, which goes on when it is told to', () => {
    worker().opens();
    client.send({ type: 'train', runId: 'a', experiment: tinyExperiment(), recovered: null });
    client.send({ type: 'pause' });
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'train', paused: true });
    client.send({ type: 'resume' });
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'train', paused: false });
  });

  it('continues a run as paused that was paused before its first checkpoint', () => {
    worker().opens();
    client.send({ type: 'train', runId: 'a', experiment: tinyExperiment(), recovered: null });
    client.send({ type: 'pause' });
    worker().tells(checkpoint());
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'continue', paused: true });
  });

  it('hands on what the person changed since the checkpoint', () => {
    trainUntilKept();
    client.send({ type: 'pause' });
    client.send({ type: 'setEpochs', epochs: 9 });
    client.send({ type: 'setLearningRate', learningRate: 0.3 });
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'continue', paused: true, epochs: 9, learningRate: 0.3 });
  });

  it('names the claim under which the run was saved last: only the worker that was lost can hold it', () => {
    trainUntilKept();
    worker().tells(checkpoint(true, 3));
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'continue', fence: 3 });
    worker().opens();
    worker().tells(checkpoint(true, 4));
    worker().fails('x');
    expect(worker().heard[1]).toMatchObject({ type: 'continue', fence: 4 });
  });

  it.each([
    ['finished', () => worker().tells({ type: 'status', status: 'finished' })],
    ['was stopped', () => client.send({ type: 'stop' })],
    ['failed', () => worker().tells({ type: 'failed', failure: { code: 'engine', message: '', suggestion: '' } })],
  ])('after the run %s is replaced, and nothing is continued', (_, end) => {
    trainUntilKept();
    end();
    worker().fails('x');
    expect(worker().heard.map((command) => command.type)).toEqual(['open']);
    expect(restarts()[0]?.runId).toBeNull();
  });
});

describe('restarts', () => {
  it('without a single step between them end after three', async () => {
    trainUntilKept();
    for (let k = 0; k < 4; k++) worker().fails('x');
    expect(workers).toHaveLength(4);
    expect(news.at(-1)).toMatchObject({ type: 'gaveUp' });
    vi.advanceTimersByTime(100_000);
    expect(workers).toHaveLength(4);
    await expect(client.ask({ type: 'predict', pixels: new Uint8Array(784) })).rejects.toMatchObject({ title: 'Interrupted' });
  });

  it('go on as long as the run does, and are forgotten after a while', () => {
    trainUntilKept();
    for (let k = 0; k < 6; k++) {
      worker().fails('x');
      worker().tells(steps);
    }
    worker().tells({ type: 'status', status: 'finished' });
    for (let k = 0; k < 6; k++) {
      worker().fails('x');
      for (let s = 0; s < 700; s++) {
        worker().beats('idle');
        vi.advanceTimersByTime(500);
      }
    }
    expect(news.some((item) => item.type === 'gaveUp')).toBe(false);
  });
});

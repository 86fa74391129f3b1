import { describe, expect, it } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import type { Network } from '@/engine/engine';
import { type Control, epochOrder, stepsPerEpoch, type TrainingEvent, train } from '@/engine/train';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';

/** A network that answers nothing but remembers which images it was trained on; its loss is the batch's mean position. */
class Diary implements Network {
  readonly batches: number[][] = [];
  private pending: number[] = [];

  trainStep(batch: Uint32Array): void {
    this.batches.push([...batch]);
    this.pending.push(batch.reduce((sum, i) => sum + i, 0) / batch.length);
  }

  async readSteps() {
    const losses = Float32Array.from(this.pending.splice(0));
    return { losses, correct: new Float32Array(losses.length).fill(1) };
  }

  logits = async (indices: Uint32Array) => new Float32Array(indices.length * 10);
  logitsOf = async () => new Float32Array(10);
  penalty = async () => 0;
  getState = async () => ({ weights: [], slots: [], updates: 0 });
  setState() {}
  memory = () => ({ tensors: 0, bytes: 0 });
  dispose() {}
}

const labels = (count: number) => Uint8Array.from({ length: count }, (_, i) => i % 10);
const images = (count: number) => new Uint8Array(count * 784);
const dataset = {
  id: 'builtin-garments' as const,
  source: '',
  height: 28,
  width: 28,
  train: { images: images(100), labels: labels(100) },
  test: { images: images(20), labels: labels(20) },
};

function experimentOf(epochs: number, batchSize: number): Experiment {
  const base = defaultExperiment();
  return { ...base, training: { ...base.training, epochs, batchSize } };
}

interface Start {
  control?: Control;
  position?: { epoch: number; step: number };
  partial?: { losses: number[]; accuracies: number[] };
  signal?: AbortSignal;
  onEvent?(event: TrainingEvent): void;
}

async function run(experiment: Experiment, start: Start = {}) {
  const network = new Diary();
  const data = prepareData(dataset, experiment.data, experiment.training.seed);
  const free: Control = { epochs: experiment.training.epochs, learningRate: 0.1, paused: false, whilePaused: async () => undefined };
  const control = start.control ?? free;
  let time = 0;
  const events: TrainingEvent[] = [];
  const options = { experiment, data, network, control, breathe: async () => undefined, now: () => time++ };
  const rest = { position: start.position ?? { epoch: 0, step: 0 }, partial: start.partial ?? { losses: [], accuracies: [] } };
  for await (const event of train({ ...options, ...rest, signal: start.signal ?? new AbortController().signal })) {
    events.push(structuredClone(event));
    start.onEvent?.(event);
  }
  return { events, network, data };
}

const of = <T extends TrainingEvent['type']>(events: TrainingEvent[], type: T) =>
  events.filter((event): event is Extract<TrainingEvent, { type: T }> => event.type === type);

describe('train', () => {
  it('shows every training image once an epoch, in an order that depends on seed and epoch, the last small batch included', async () => {
    const { network, data } = await run(experimentOf(2, 32));
    expect(stepsPerEpoch(data, 32)).toBe(3);
    expect(network.batches.map((batch) => batch.length)).toEqual([32, 32, 26, 32, 32, 26]);
    const epochs = [network.batches.slice(0, 3).flat(), network.batches.slice(3).flat()];
    for (const epoch of epochs) expect([...epoch].sort((a, b) => a - b)).toEqual([...data.train].sort((a, b) => a - b));
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(epochs[1]).toEqual([...epochOrder(data.train, 1, 1)]);
  });

  it('reports every step, gap-free and in order', async () => {
    const { events } = await run(experimentOf(3, 7));
    const steps = of(events, 'steps');
    let next = 0;
    for (const { firstStep, losses, accuracies } of steps) {
      expect(firstStep).toBe(next);
      expect(accuracies).toHaveLength(losses.length);
      next += losses.length;
    }
    expect(next).toBe(3 * 13);
  });

  it("gives an epoch's training score as the mean over its images", async () => {
    const { events, data } = await run(experimentOf(1, 32));
    const mean = data.train.reduce((sum, i) => sum + i, 0) / data.train.length;
    const [record] = of(events, 'epoch');
    expect(record?.record.training.loss).toBeCloseTo(mean, 4);
    expect(record?.record).toMatchObject({ epoch: 1, step: 3 });
    expect(record?.record.training.accuracy).toBeCloseTo(3 / 90);
  });

  it('evaluates validation after each epoch and the test set once, at the end', async () => {
    const { events } = await run(experimentOf(2, 32));
    const sets = of(events, 'evaluation').map(({ evaluation }) => [evaluation.set, evaluation.epoch, evaluation.count]);
    expect(sets).toEqual([
      ['validation', 1, 10],
      ['validation', 2, 10],
      ['test', 2, 20],
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'ended', how: 'finished', position: { epoch: 2, step: 6 } });
  });

  it('goes on from the middle of an epoch as if it had never stopped', async () => {
    const whole = await run(experimentOf(2, 16));
    const losses = of(whole.events, 'steps').flatMap((event) => event.losses);
    const rest = await run(experimentOf(2, 16), {
      position: { epoch: 0, step: 4 },
      partial: { losses: losses.slice(0, 4), accuracies: [0, 0, 0, 0].map(() => 1 / 16) },
    });
    expect(rest.network.batches).toEqual(whole.network.batches.slice(4));
    expect(of(rest.events, 'epoch').map(({ record }) => record.training)).toEqual(
      of(whole.events, 'epoch').map(({ record }) => record.training),
    );
  });

  it('stops between two blocks, tests what is there, and says where it stands', async () => {
    const abort = new AbortController();
    const { events, network } = await run(experimentOf(5, 32), {
      signal: abort.signal,
      onEvent: (event) => event.type === 'epoch' && abort.abort(),
    });
    expect(network.batches).toHaveLength(3);
    expect(of(events, 'evaluation').at(-1)?.evaluation.set).toBe('test');
    expect(events.at(-1)).toMatchObject({ type: 'ended', how: 'stopped', position: { epoch: 1, step: 3 } });
  });

  it('takes more epochs while it runs', async () => {
    const control: Control = { epochs: 1, learningRate: 0.1, paused: false, whilePaused: async () => undefined };
    const { events } = await run(experimentOf(1, 32), {
      control,
      onEvent: (event) => {
        if (event.type === 'steps') control.epochs = 2;
      },
    });
    expect(of(events, 'epoch')).toHaveLength(2);
  });

  it('ends a loss that is no number, with its cause, and evaluates nothing', async () => {
    const network = new Diary();
    network.readSteps = async () => ({ losses: Float32Array.of(Number.NaN), correct: Float32Array.of(0) });
    const experiment = experimentOf(1, 32);
    const data = prepareData(dataset, experiment.data, 1);
    const control = { epochs: 1, learningRate: 1e6, paused: false, whilePaused: async () => undefined };
    const events: TrainingEvent[] = [];
    const rest = { position: { epoch: 0, step: 0 }, partial: { losses: [], accuracies: [] }, signal: new AbortController().signal };
    for await (const event of train({ experiment, data, network, control, breathe: async () => undefined, now: () => 0, ...rest }))
      events.push(event);
    expect(of(events, 'failed')[0]?.failure.code).toBe('not-finite');
    expect(of(events, 'evaluation')).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'ended', how: 'failed' });
  });
});

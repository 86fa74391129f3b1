import { experimentOf, randomData } from '@tests/engine/tfjs/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Network, StepResults } from '@/engine/engine';
import { type Control, epochOrder, stepsPerEpoch, type TrainingEvent, type TrainOptions, train } from '@/engine/train';
import { RunControl } from '@/worker/control';

/** A network that learns nothing and writes down what it is asked: the loss of a step is its number, half of each batch is right. */
class NotingNetwork implements Network {
  readonly steps: { batch: number[]; step: number; learningRate: number }[] = [];
  private unread: number[][] = [];
  logitsValue = 0;

  trainStep(batch: Uint32Array, step: number, learningRate: number): void {
    this.steps.push({ batch: [...batch], step, learningRate });
    this.unread.push([...batch, step]);
  }

  async readSteps(): Promise<StepResults> {
    const read = this.unread;
    this.unread = [];
    return {
      losses: Float32Array.from(read, (entry) => entry.at(-1) ?? 0),
      correct: Float32Array.from(read, (entry) => (entry.length - 1) / 2),
    };
  }

  logits = async (indices: Uint32Array) => new Float32Array(indices.length * 10).fill(this.logitsValue);
  logitsOf = async () => new Float32Array(10);
  penalty = async () => 0;
  getState = async () => ({ weights: [], slots: [], updates: 0 });
  setState = () => undefined;
  memory = () => ({ tensors: 0, bytes: 0 });
  dispose = () => undefined;
}

const IMAGES = 50;
const BATCH = 8;
const STEPS = 7;

function dataset(): PreparedData {
  const data = randomData(IMAGES + 20);
  return {
    ...data,
    train: data.train.slice(0, IMAGES),
    validation: data.train.slice(IMAGES, IMAGES + 10),
    test: data.train.slice(IMAGES + 10),
  };
}

interface Setting {
  network?: NotingNetwork;
  control?: Control & { signal: AbortSignal };
  change?: Partial<TrainOptions>;
}

function options({ network = new NotingNetwork(), control = new RunControl(2, 0.1), change = {} }: Setting): TrainOptions {
  let clock = 0;
  return {
    experiment: experimentOf([], { batchSize: BATCH }),
    data: dataset(),
    network,
    control,
    position: { epoch: 0, step: 0 },
    partial: { losses: [], accuracies: [] },
    signal: control.signal,
    breathe: async () => undefined,
    now: () => {
      clock += 20;
      return clock;
    },
    ...change,
  };
}

async function collect(setting: Setting, onEvent: (event: TrainingEvent) => void = () => undefined): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  // Positions are shared with the loop; a copy shows them as they were.
  for await (const event of train(options(setting))) {
    events.push(structuredClone(event));
    onEvent(event);
  }
  return events;
}

const of = <T extends TrainingEvent['type']>(events: TrainingEvent[], type: T) =>
  events.filter((event): event is Extract<TrainingEvent, { type: T }> => event.type === type);

describe('train', () => {
  it('goes through every training image once an epoch, the last smaller batch included, in an order of its own each time', async () => {
    const network = new NotingNetwork();
    await collect({ network });
    expect(network.steps.map(({ step }) => step)).toEqual(Array.from({ length: 2 * STEPS }, (_, i) => i));
    const epochs = [network.steps.slice(0, STEPS), network.steps.slice(STEPS)].map((steps) => steps.flatMap(({ batch }) => batch));
    for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual(Array.from({ length: IMAGES }, (_, i) => i));
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(network.steps[STEPS - 1]?.batch).toHaveLength(IMAGES % BATCH);
  });

  it('reports the loss of every step, and means weighted by the size of the batch', async () => {
    const events = await collect({});
    const losses = of(events, 'steps').flatMap((event) => event.losses);
    expect(losses).toEqual(Array.from({ length: 2 * STEPS }, (_, i) => i));
    const [first] = of(events, 'epoch');
    const weighted = [0, 1, 2, 3, 4, 5].reduce((sum, loss) => sum + loss * BATCH, 0) + 6 * (IMAGES % BATCH);
    expect(first?.record.training.loss).toBeCloseTo(weighted / IMAGES);
    expect(first?.record.training.accuracy).toBeCloseTo(0.5);
    expect(first?.record).toMatchObject({ epoch: 1, step: STEPS });
  });

  it('asks for a checkpoint after each epoch, says what it is about to evaluate, and ends once', async () => {
    const events = await collect({});
    expect(of(events, 'checkpointDue').map(({ position }) => position)).toEqual([
      { epoch: 1, step: STEPS },
      { epoch: 2, step: 2 * STEPS },
    ]);
    expect(of(events, 'evaluationDue').map(({ set }) => set)).toEqual(['validation', 'validation', 'test']);
    expect(of(events, 'evaluation').map(({ evaluation }) => [evaluation.set, evaluation.epoch, evaluation.count])).toEqual([
      ['validation', 1, 10],
      ['validation', 2, 10],
      ['test', 2, 10],
    ]);
    expect(of(events, 'ended')).toEqual([{ type: 'ended', how: 'finished', position: { epoch: 2, step: 2 * STEPS } }]);
    expect(events.at(-1)?.type).toBe('ended');
  });

  it('taken up in the middle of an epoch does the rest of it in the same order, with the same mean', async () => {
    const [whole, rest] = [new NotingNetwork(), new NotingNetwork()];
    const straight = await collect({ network: whole });
    const position = { epoch: 0, step: 3 };
    const partial = { losses: [0, 1, 2], accuracies: [0.5, 0.5, 0.5] };
    const resumed = await collect({ network: rest, change: { position, partial } });
    expect(rest.steps).toEqual(whole.steps.slice(3));
    expect(of(resumed, 'epoch').map(({ record }) => record.training)).toEqual(of(straight, 'epoch').map(({ record }) => record.training));
  });

  it('stops between two blocks, tests what there is, and begins no further step', async () => {
    const network = new NotingNetwork();
    const control = new RunControl(100, 0.1);
    const events = await collect({ network, control }, (event) => {
      if (event.type === 'epoch') control.stop();
    });
    expect(of(events, 'ended')[0]).toMatchObject({ how: 'stopped', position: { epoch: 1, step: STEPS } });
    expect(network.steps).toHaveLength(STEPS);
    expect(of(events, 'evaluation').at(-1)?.evaluation.set).toBe('test');
  });

  it('stops while it is paused', async () => {
    const control = new RunControl(100, 0.1);
    const events = await collect({ control }, (event) => {
      if (event.type === 'steps') control.hold();
      if (event.type === 'checkpointDue' && control.paused) setTimeout(() => control.stop());
    });
    expect(of(events, 'ended')[0]?.how).toBe('stopped');
  });

  it('takes a new learning rate and more epochs on the way', async () => {
    const network = new NotingNetwork();
    const control = new RunControl(1, 0.1);
    await collect({ network, control }, (event) => {
      if (event.type !== 'epoch' || event.record.epoch !== 1) return;
      control.learningRate = 0.01;
      control.epochs = 2;
    });
    expect(network.steps).toHaveLength(2 * STEPS);
    expect(new Set(network.steps.slice(0, STEPS).map((step) => step.learningRate))).toEqual(new Set([0.1]));
    expect(new Set(network.steps.slice(STEPS).map((step) => step.learningRate))).toEqual(new Set([0.01]));
  });

  it('ends at a loss that is no number within the block that showed it', async () => {
    const network = new NotingNetwork();
    const read = network.readSteps.bind(network);
    network.readSteps = async () => {
      const results = await read();
      return { ...results, losses: results.losses.map((loss) => (loss === 4 ? Number.NaN : loss)) };
    };
    const events = await collect({ network });
    expect(of(events, 'failed')[0]?.failure.code).toBe('not-finite');
    expect(events.at(-1)).toMatchObject({ type: 'ended', how: 'failed' });
    expect(of(events, 'epoch')).toEqual([]);
  });

  it('ends at an evaluation that is no number, without an epoch of it', async () => {
    const network = new NotingNetwork();
    network.logitsValue = Number.NaN;
    const events = await collect({ network });
    expect(of(events, 'failed')[0]?.failure.code).toBe('not-finite');
    expect(of(events, 'epoch')).toEqual([]);
    const noValidation = await collect({ network, change: { data: { ...dataset(), validation: new Uint32Array(0) } } });
    expect(of(noValidation, 'evaluation')).toEqual([]);
    expect(noValidation.at(-1)).toMatchObject({ type: 'ended', how: 'failed' });
  });
});

describe('the order of an epoch', () => {
  it('is a permutation that depends on seed and epoch alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(50), (count, seed, epoch) => {
        const images = Uint32Array.from({ length: count }, (_, i) => i * 3);
        const order = epochOrder(images, seed, epoch);
        expect(order.slice().sort()).toEqual(images);
        expect(epochOrder(images, seed, epoch)).toEqual(order);
      }),
    );
    const images = Uint32Array.from({ length: 100 }, (_, i) => i);
    expect(epochOrder(images, 1, 0)).not.toEqual(epochOrder(images, 2, 0));
    expect(epochOrder(images, 0, 0)).not.toEqual(images);
  });

  it('has as many steps as batches begin', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 70 }), (count, batch) => {
        const data = { ...randomData(1), train: new Uint32Array(count) };
        const steps = stepsPerEpoch(data, batch);
        expect((steps - 1) * batch).toBeLessThan(count);
        expect(steps * batch).toBeGreaterThanOrEqual(count);
      }),
    );
  });
});

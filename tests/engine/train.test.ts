import { experimentOf, randomData } from '@tests/engine/support/networks';
import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Network, StepResults } from '@/engine/engine';
import { type Control, type TrainingEvent, type TrainOptions, train } from '@/engine/train';
import type { TrainingSpec } from '@/experiment/training/types';
import { settlementOf } from '@/run/stopping';
import type { EpochRecord, Intervention } from '@/run/types';
import { RunControl } from '@/worker/run/run-control';

/** A network that learns nothing and writes down what it is asked: the loss of a step is its number, half of each batch is right. */
class NotingNetwork implements Network {
  readonly steps: { batch: number[]; step: number; learningRate: number; images: number[] | null }[] = [];
  private unread: number[][] = [];
  logitsValue = 0;

  trainStep(batch: Uint32Array, step: number, learningRate: number, images?: Uint8Array): void {
    this.steps.push({ batch: [...batch], step, learningRate, images: images ? [...images] : null });
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
  inspect = async () => ({ activations: [], gradients: [], inputGradient: null });
  backpropagate = async () => ({ activations: [], gradients: [] });
  weights = async () => [];
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
  training?: Partial<TrainingSpec>;
}

function options({ network = new NotingNetwork(), control = new RunControl(2, 0.1), change = {}, training = {} }: Setting): TrainOptions {
  let clock = 0;
  return {
    experiment: experimentOf([], { batchSize: BATCH, ...training }),
    data: dataset(),
    network,
    control,
    position: { epoch: 0, step: 0 },
    partial: { losses: [], accuracies: [] },
    records: [],
    settled: null,
    restore: () => true,
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

/** A network whose validation loss follows a list, epoch by epoch: the more logits speak for the right class, the lower it is. */
class ScriptedNetwork extends NotingNetwork {
  constructor(
    private readonly script: number[],
    public epochsTrained = 0,
  ) {
    super();
  }

  override trainStep(...step: Parameters<NotingNetwork['trainStep']>): void {
    super.trainStep(...step);
    this.epochsTrained = Math.floor(step[1] / STEPS) + 1;
  }

  override logits = async (indices: Uint32Array) => {
    const data = dataset();
    const logits = new Float32Array(indices.length * 10);
    indices.forEach((i, k) => {
      logits[k * 10 + data.targets[i]!] = -(this.script[this.epochsTrained - 1] ?? 0);
    });
    return logits;
  };
}

const STOPPING = { monitor: 'validationLoss', patience: 2, minDelta: 0, restoreBestWeights: true } as const;
const interventionsOf = (events: TrainingEvent[]): Intervention[] => of(events, 'intervention').map(({ intervention }) => intervention);
const recordsOf = (events: TrainingEvent[]): EpochRecord[] => of(events, 'epoch').map(({ record }) => record);

describe('early stopping', () => {
  const run = (script: number[], more: Setting = {}) => {
    const restored: number[] = [];
    const network = new ScriptedNetwork(script);
    const restore = (epoch: number) => {
      restored.push(epoch);
      network.epochsTrained = epoch;
      return true;
    };
    const setting = { network, control: new RunControl(10, 0.1), training: { earlyStopping: STOPPING }, ...more };
    return collect({ ...setting, change: { restore, ...more.change } }).then((events) => ({ events, restored, network }));
  };

  it('ends the run after its patience, goes back to the best epoch, and judges that one', async () => {
    const { events, restored } = await run([3, 1, 2, 2, 2, 2]);
    expect(recordsOf(events)).toHaveLength(4);
    expect(restored).toEqual([2]);
    const [stopped, best] = interventionsOf(events);
    expect(stopped).toMatchObject({ what: 'stoppedEarly', epoch: 4, step: 4 * STEPS });
    expect(stopped?.note).toBe('Stopped early after epoch 4: no better validation loss for 2 epochs');
    expect(best).toMatchObject({
      what: 'restoredBest',
      epoch: 4,
      value: 2,
      note: 'Weights of epoch 2 restored, the best by validation loss',
    });
    const [validation, test] = of(events, 'evaluation')
      .slice(-2)
      .map(({ evaluation }) => evaluation);
    expect([validation?.set, validation?.epoch, test?.set, test?.epoch]).toEqual(['validation', 2, 'test', 2]);
    expect(validation?.score).toEqual(recordsOf(events)[1]?.validation);
    expect(of(events, 'samplesDue').at(-1)?.position).toEqual({ epoch: 2, step: 2 * STEPS });
    expect(of(events, 'changed')).toEqual([{ type: 'changed', epochs: 4 }]);
    expect(events.at(-1)).toEqual({ type: 'ended', how: 'finished', position: { epoch: 4, step: 4 * STEPS } });
  });

  it('goes back at the last epoch too, but says nothing of stopping there', async () => {
    const { events, restored } = await run([3, 1, 2], { control: new RunControl(3, 0.1) });
    expect(recordsOf(events)).toHaveLength(3);
    expect(restored).toEqual([2]);
    expect(interventionsOf(events).map(({ what }) => what)).toEqual(['restoredBest']);
    expect(of(events, 'changed')).toEqual([]);
  });

  it('leaves the last weights where they are the best, or where that is not wanted, or the best were not kept', async () => {
    expect((await run([3, 2, 1], { control: new RunControl(3, 0.1) })).restored).toEqual([]);
    const kept = await run([3, 1, 2, 2], { training: { earlyStopping: { ...STOPPING, restoreBestWeights: false } } });
    expect(kept.restored).toEqual([]);
    expect(of(kept.events, 'evaluation').at(-1)?.evaluation.epoch).toBe(4);
    const lost = await run([3, 1, 2, 2], { change: { restore: () => false } });
    expect(interventionsOf(lost.events).map(({ what }) => what)).toEqual(['stoppedEarly']);
    expect(of(lost.events, 'evaluation').at(-1)?.evaluation.epoch).toBe(4);
  });

  it("leaves the weights where they stand at a person's stop", async () => {
    const control = new RunControl(10, 0.1);
    const restored: number[] = [];
    const events = await collect(
      {
        network: new ScriptedNetwork([1, 2, 3]),
        control,
        training: { earlyStopping: STOPPING },
        change: { restore: (epoch) => restored.push(epoch) > 0 },
      },
      (event) => event.type === 'epoch' && event.record.epoch === 2 && control.stop(),
    );
    expect(events.at(-1)).toMatchObject({ how: 'stopped', position: { epoch: 2 } });
    expect(restored).toEqual([]);
  });

  it('taken up anywhere decides as if there had been no interruption', async () => {
    const script = [5, 4, 4.5, 3, 3.5, 3.6, 1];
    const straight = await run(script);
    for (let epoch = 1; epoch <= 6; epoch++) {
      const rest = await run(script, {
        network: new ScriptedNetwork(script, epoch),
        change: { position: { epoch, step: epoch * STEPS }, records: recordsOf(straight.events).slice(0, epoch) },
      });
      expect(recordsOf(rest.events).map((record) => record.validation)).toEqual(
        recordsOf(straight.events)
          .slice(epoch)
          .map((record) => record.validation),
      );
      expect(interventionsOf(rest.events)).toEqual(interventionsOf(straight.events));
    }
  });

  it('trained on from there has its whole patience again, and still knows its best epoch', async () => {
    const script = [3, 1, 2, 2, 2, 2, 2];
    const first = await run(script);
    const rest = await run(script, {
      change: {
        position: { epoch: 4, step: 4 * STEPS },
        records: recordsOf(first.events),
        settled: settlementOf(interventionsOf(first.events)),
      },
    });
    expect(of(rest.events, 'samplesDue')[0]?.position).toEqual({ epoch: 2, step: 2 * STEPS });
    expect(recordsOf(rest.events).map(({ epoch }) => epoch)).toEqual([5, 6]);
    expect(interventionsOf(rest.events)[1]).toMatchObject({ what: 'restoredBest', epoch: 6, value: 2 });
  });

  it('asked for no more epochs after it says which epoch the weights are of', async () => {
    const script = [3, 1, 2, 2];
    const first = await run(script);
    const settled = settlementOf(interventionsOf(first.events));
    const rest = await run(script, {
      control: new RunControl(4, 0.1),
      change: { position: { epoch: 4, step: 4 * STEPS }, records: recordsOf(first.events), settled },
    });
    expect(interventionsOf(rest.events)).toEqual([]);
    expect(of(rest.events, 'evaluation').map(({ evaluation }) => evaluation.epoch)).toEqual([2]);
  });
});

describe('a schedule', () => {
  it('moves the learning rate of each step, and each epoch says its last', async () => {
    const network = new NotingNetwork();
    const events = await collect({ network, training: { schedule: { kind: 'exponential', factor: 0.5 }, warmupEpochs: 0.5 } });
    const expected = (step: number) => Math.min(1, (step + 1) / (0.5 * STEPS)) * 0.1 * 0.5 ** (step / STEPS);
    network.steps.forEach(({ learningRate, step }) => {
      expect(learningRate).toBeCloseTo(expected(step), 12);
    });
    expect(recordsOf(events).map(({ learningRate }) => learningRate)).toEqual(
      [STEPS - 1, 2 * STEPS - 1].map((i) => network.steps[i]?.learningRate),
    );
  });

  it('warms up from 0 in a run that an earlier version began, and begins anew where that is recorded', async () => {
    const network = new NotingNetwork();
    const cycleAt = (epoch: number) => (epoch >= 1 ? { from: 1, epochs: 1 } : null);
    const training = { schedule: { kind: 'cosine', finalShare: 0 }, warmupEpochs: 0.5, epochs: 1 } as const;
    await collect({ network, control: new RunControl(2, 0.1), change: { warmsUpFromZero: true, cycleAt }, training });
    const rates = network.steps.map(({ learningRate }) => learningRate);
    expect(rates[0]).toBe(0);
    expect(rates[STEPS]).toBeCloseTo(0.1, 12);
    expect(rates.slice(STEPS).every((rate) => rate > 0)).toBe(true);
  });

  it('applies to what a person sets meanwhile', async () => {
    const network = new NotingNetwork();
    const control = new RunControl(2, 0.1);
    await collect({ network, control, training: { schedule: { kind: 'step', every: 1, factor: 0.1 } } }, (event) => {
      if (event.type === 'epoch') control.learningRate = 0.5;
    });
    expect(network.steps[0]?.learningRate).toBe(0.1);
    expect(network.steps[STEPS]?.learningRate).toBeCloseTo(0.05);
  });

  it('that looks at the epochs done is the same for a run taken up again', async () => {
    const schedule = {
      kind: 'reduceOnPlateau',
      monitor: 'validationLoss',
      factor: 0.5,
      patience: 1,
      minDelta: 0,
      minLearningRate: 0.01,
    } as const;
    const script = [3, 4, 2, 5, 5, 5];
    const rates = async (epoch: number, records: EpochRecord[]) => {
      const network = new ScriptedNetwork(script, epoch);
      const events = await collect({
        network,
        control: new RunControl(6, 0.1),
        training: { schedule },
        change: { position: { epoch, step: epoch * STEPS }, records },
      });
      return { records: recordsOf(events), rates: network.steps.map(({ learningRate }) => learningRate) };
    };
    const straight = await rates(0, []);
    expect(straight.records.map(({ learningRate }) => learningRate)).toEqual([0.1, 0.1, 0.05, 0.05, 0.025, 0.0125]);
    for (let epoch = 1; epoch < 6; epoch++) {
      expect((await rates(epoch, straight.records.slice(0, epoch))).rates).toEqual(straight.rates.slice(epoch * STEPS));
    }
  });
});

describe('augmentation', () => {
  const flip = { kind: 'flipLeftRight', probability: 0.5 } as const;
  const copying = () => {
    const data = dataset();
    const count = IMAGES + 20;
    const labels = { labels: new Uint8Array(count), classNames: ['Bag'], firstAdded: count };
    const augmentation = { steps: [flip], seed: 7, inPlace: new Uint8Array(count), copies: data.train.slice(0, 20), ...labels };
    return { ...data, augmentation };
  };

  it('with copies has longer epochs, whose means count them', async () => {
    const network = new NotingNetwork();
    const events = await collect({ network, change: { data: copying() } });
    const steps = Math.ceil((IMAGES + 20) / BATCH);
    expect(network.steps).toHaveLength(2 * steps);
    const seen = network.steps.slice(0, steps).flatMap(({ batch }) => batch);
    expect(seen.toSorted((a, b) => a - b)).toEqual([...dataset().train, ...dataset().train.slice(0, 20)].toSorted((a, b) => a - b));
    const sizes = network.steps.slice(0, steps).map(({ batch }) => batch.length);
    const weighted = sizes.reduce((sum, size, step) => sum + size * step, 0) / (IMAGES + 20);
    expect(recordsOf(events)[0]?.training.loss).toBeCloseTo(weighted);
    expect(recordsOf(events)[0]?.step).toBe(steps);
  });

  it('shows the same images to a run that was taken up in the middle of an epoch', async () => {
    const [whole, rest] = [new NotingNetwork(), new NotingNetwork()];
    await collect({ network: whole, change: { data: copying() } });
    const partial = { losses: [0, 1, 2], accuracies: [0.5, 0.5, 0.5] };
    await collect({ network: rest, change: { data: copying(), position: { epoch: 0, step: 3 }, partial } });
    expect(rest.steps).toEqual(whole.steps.slice(3));
    expect(whole.steps.some(({ images }) => images !== null)).toBe(true);
  });
});

import type { PreparedData } from '@/dataset/types';
import type { Experiment } from '@/experiment/experiment';
import { createRandom, hash32, shuffle } from '@/experiment/random';
import type { RunNews } from '@/run/events';
import type { EpochRecord, Evaluation, EvaluationSet, RunFailure, Score } from '@/run/types';
import type { Network } from './engine';
import { evaluate } from './evaluate';
import { createHealth, judge } from './health';
import { createPace } from './pace';

/** What a person changes while the run is under way; the loop reads it before each block of steps. */
export interface Control {
  epochs: number;
  learningRate: number;
  readonly paused: boolean;
  /** Resolves at once, or when the run is resumed or ended. */
  whilePaused(): Promise<void>;
}

/** Where a run stands: epochs done, steps done. Between epochs step = epoch * stepsPerEpoch. */
export interface Position {
  epoch: number;
  step: number;
}

/** Everything a run needs. `signal` ends it between two blocks of steps; `breathe` lets messages in and must not wait for animation frames. */
export interface TrainOptions {
  experiment: Experiment;
  data: PreparedData;
  network: Network;
  control: Control;
  position: Position;
  /** Losses and accuracies of the steps already done in the epoch under way, for its running mean. */
  partial: { losses: number[]; accuracies: number[] };
  signal: AbortSignal;
  breathe(): Promise<void>;
  now(): number;
}

/** Pieces of news of a run, and requests that its owner answers while the loop waits: to keep a checkpoint, to show samples. */
export type TrainingEvent =
  | RunNews
  | { type: 'checkpointDue'; position: Position }
  | { type: 'samplesDue'; position: Position }
  /** All images of a set are asked next, which takes longer than a step. */
  | { type: 'evaluationDue'; set: EvaluationSet }
  | { type: 'ended'; how: 'finished' | 'stopped' | 'failed'; position: Position };

const SHUFFLE_SALT = 0x5ff1e;
const CHECKPOINT_EVERY_MS = 60_000;
const SAMPLES_EVERY_MS = 2_000;

/** Steps in one epoch; the last, smaller batch counts. */
export const stepsPerEpoch = (data: PreparedData, batchSize: number): number => Math.ceil(data.train.length / batchSize);

/** The order in which an epoch (counted from 0) goes through the training images; a function of the seed. */
export const epochOrder = (train: Uint32Array, seed: number, epoch: number): Uint32Array =>
  shuffle(train.slice(), createRandom(hash32(seed, SHUFFLE_SALT, epoch)));

/**
 * Trains. Yields news as it comes; between any two of them the network's state is whole, so the receiver may read or keep it. Losses are
 * read in blocks, every step's value is reported. Ends with one `ended`.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainingEvent, void> {
  const { experiment, data, control, signal } = options;
  const steps = stepsPerEpoch(data, experiment.training.batchSize);
  const health = createHealth(steps > 1);
  const position = { ...options.position };
  const pace = createPace(options.now);
  let partial = options.partial;
  yield { type: 'samplesDue', position };
  while (position.epoch < control.epochs && !signal.aborted) {
    const failure = yield* runEpoch({ ...options, partial }, position, steps, health, pace);
    if (failure) return yield* fail(failure, position);
    partial = { losses: [], accuracies: [] };
  }
  if (position.step > 0 && data.test.length > 0) {
    yield { type: 'evaluationDue', set: 'test' };
    const evaluation = await evaluateSet(options, 'test', position.epoch);
    const failure = judge(evaluation.score.loss);
    if (failure) return yield* fail(failure, position);
    yield { type: 'evaluation', evaluation };
  }
  yield { type: 'ended', how: position.epoch >= control.epochs ? 'finished' : 'stopped', position };
}

async function* fail(failure: RunFailure, position: Position): AsyncGenerator<TrainingEvent, void> {
  yield { type: 'failed', failure };
  yield { type: 'ended', how: 'failed', position };
}

type Pace = ReturnType<typeof createPace>;
type Health = ReturnType<typeof createHealth>;

/** One epoch, or the rest of it. Moves `position`. Returns why the run must end, or `null`; stops early on abort. */
async function* runEpoch(
  options: TrainOptions,
  position: Position,
  steps: number,
  health: Health,
  pace: Pace,
): AsyncGenerator<TrainingEvent, RunFailure | null> {
  const { experiment, data, control, signal } = options;
  const order = epochOrder(data.train, experiment.training.seed, position.epoch);
  const losses = [...options.partial.losses];
  const accuracies = [...options.partial.accuracies];
  const end = (position.epoch + 1) * steps;
  let seconds = 0;
  while (position.step < end && !signal.aborted) {
    if (control.paused) {
      yield { type: 'checkpointDue', position };
      await control.whilePaused();
      continue;
    }
    const block = await runBlock(options, order, position, end, pace);
    seconds += block.seconds;
    losses.push(...block.losses);
    accuracies.push(...block.accuracies);
    yield { type: 'steps', firstStep: position.step - block.losses.length, losses: block.losses, accuracies: block.accuracies };
    const failure = health.check(block.losses);
    if (failure) return failure;
    yield progress(options, position, steps, pace);
    if (pace.isDue('samples', SAMPLES_EVERY_MS)) yield { type: 'samplesDue', position };
    if (position.step < end && pace.isDue('checkpoint', CHECKPOINT_EVERY_MS)) yield { type: 'checkpointDue', position };
    await options.breathe();
  }
  if (position.step < end) return null;
  position.epoch++;
  if (data.validation.length > 0) yield { type: 'evaluationDue', set: 'validation' };
  const evaluation = data.validation.length > 0 ? await pace.aside(() => evaluateSet(options, 'validation', position.epoch)) : null;
  // The step before was still sound, but what it left behind is not.
  const failure = evaluation && judge(evaluation.score.loss);
  if (failure) return failure;
  const training = epochScore(losses, accuracies, data.train.length, experiment.training.batchSize);
  yield { type: 'epoch', record: epochRecord(position, training, evaluation, seconds) };
  if (evaluation) yield { type: 'evaluation', evaluation };
  yield { type: 'samplesDue', position };
  yield { type: 'checkpointDue', position };
  return null;
}

interface Block {
  losses: number[];
  accuracies: number[];
  seconds: number;
}

/** As many steps as fit into a tenth of a second or so, then one reading. Moves `position.step`. */
async function runBlock(options: TrainOptions, order: Uint32Array, position: Position, end: number, pace: Pace): Promise<Block> {
  const { network, control, experiment } = options;
  const { batchSize } = experiment.training;
  const count = Math.min(pace.blockSize(), end - position.step);
  const first = position.step - (end - stepsPerEpoch(options.data, batchSize));
  const started = options.now();
  const sizes: number[] = [];
  for (let k = 0; k < count; k++) {
    const batch = order.subarray((first + k) * batchSize, (first + k + 1) * batchSize);
    network.trainStep(batch, position.step + k, control.learningRate);
    sizes.push(batch.length);
  }
  const results = await network.readSteps();
  position.step += count;
  const seconds = (options.now() - started) / 1000;
  pace.record(
    count,
    seconds * 1000,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  return { losses: [...results.losses], accuracies: sizes.map((size, k) => (results.correct[k] ?? 0) / size), seconds };
}

/** Means over the batches, weighted by their size, as Keras reports an epoch. */
function epochScore(losses: number[], accuracies: number[], images: number, batchSize: number): Score {
  const weight = (k: number) => Math.min(batchSize, images - k * batchSize) / images;
  const weighted = (values: number[]) => values.reduce((sum, value, k) => sum + value * weight(k), 0);
  return { loss: weighted(losses), accuracy: weighted(accuracies) };
}

const epochRecord = (position: Position, training: Score, evaluation: Evaluation | null, seconds: number): EpochRecord => ({
  epoch: position.epoch,
  step: position.step,
  training,
  validation: evaluation?.score ?? null,
  seconds,
});

function progress({ control }: TrainOptions, position: Position, steps: number, pace: Pace): RunNews {
  const stepsLeft = control.epochs * steps - position.step;
  const epochsLeft = control.epochs - position.epoch;
  return {
    type: 'progress',
    step: position.step,
    epoch: position.epoch,
    examplesPerSecond: pace.examplesPerSecond(),
    secondsLeft: pace.secondsLeft(stepsLeft, epochsLeft),
  };
}

const evaluateSet = ({ experiment, network, data, breathe }: TrainOptions, set: EvaluationSet, epoch: number): Promise<Evaluation> =>
  evaluate({ experiment, network, data, set, epoch, breathe });

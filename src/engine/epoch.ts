import { scheduledRate } from '@/experiment/training/schedules/rate';
import type { RunNews } from '@/run/events';
import type { EpochRecord, Evaluation, EvaluationSet, Position, RunFailure, Score } from '@/run/types';
import { batchLength, type createBatches, type EpochBatches, itemsPerEpoch } from './batches';
import { evaluate } from './evaluate';
import { type createHealth, judge } from './health';
import type { createPace } from './pace';
import type { TrainingEvent, TrainOptions } from './training';

const CHECKPOINT_EVERY_MS = 60_000;
const SAMPLES_EVERY_MS = 2_000;

/** What moves while a run goes on. */
export interface Course {
  readonly position: Position;
  /** Of all epochs done. */
  readonly records: EpochRecord[];
  /** Steps in one epoch. */
  readonly steps: number;
  readonly batches: ReturnType<typeof createBatches>;
  readonly health: ReturnType<typeof createHealth>;
  readonly pace: ReturnType<typeof createPace>;
}

/** What is known of the steps of the epoch under way. */
interface Tally {
  losses: number[];
  accuracies: number[];
  seconds: number;
  /** Of the last step. */
  learningRate: number;
}

/** One epoch, or the rest of it. Moves the course. Returns why the run must end, or `null`; stops early on abort. */
export async function* runEpoch(
  options: TrainOptions,
  course: Course,
  partial: TrainOptions['partial'],
): AsyncGenerator<TrainingEvent, RunFailure | null> {
  const { position, steps } = course;
  const tally: Tally = { losses: [...partial.losses], accuracies: [...partial.accuracies], seconds: 0, learningRate: 0 };
  const end = (position.epoch + 1) * steps;
  const failure = yield* runSteps(options, course, tally, end);
  if (failure || position.step < end) return failure;
  position.epoch++;
  return yield* endEpoch(options, course, tally);
}

async function* runSteps(
  options: TrainOptions,
  course: Course,
  tally: Tally,
  end: number,
): AsyncGenerator<TrainingEvent, RunFailure | null> {
  const { control, signal } = options;
  const { position, pace } = course;
  const batches = course.batches.epoch(position.epoch);
  while (position.step < end && !signal.aborted) {
    if (control.paused) {
      yield { type: 'checkpointDue', position };
      await control.whilePaused();
      continue;
    }
    const { losses, accuracies } = await runBlock(options, course, batches, tally, end);
    yield { type: 'steps', firstStep: position.step - losses.length, losses, accuracies };
    const failure = course.health.check(losses, accuracies);
    if (failure) return failure;
    yield progress(options, course);
    if (pace.isDue('samples', SAMPLES_EVERY_MS)) yield { type: 'samplesDue', position };
    if (position.step < end && pace.isDue('checkpoint', CHECKPOINT_EVERY_MS)) yield { type: 'checkpointDue', position };
    await options.breathe();
  }
  return null;
}

async function* endEpoch(options: TrainOptions, course: Course, tally: Tally): AsyncGenerator<TrainingEvent, RunFailure | null> {
  const { data } = options;
  const { position, pace } = course;
  if (data.validation.length > 0) yield { type: 'evaluationDue', set: 'validation' };
  const evaluation =
    data.validation.length > 0
      ? await pace.evaluating(data.validation.length, () => evaluateSet(options, 'validation', position.epoch))
      : null;
  // The step before was still sound, but what it left behind is not.
  const failure = evaluation && judge(evaluation.score.loss);
  if (failure) return failure;
  const record = epochRecord(options, position, tally, evaluation);
  course.records.push(record);
  yield { type: 'epoch', record };
  if (evaluation) yield { type: 'evaluation', evaluation };
  yield { type: 'samplesDue', position };
  yield { type: 'checkpointDue', position };
  return null;
}

type Block = Pick<Tally, 'losses' | 'accuracies'>;

/** As many steps as fit into a tenth of a second or so, then one reading. Moves the position and adds to the tally. */
async function runBlock(options: TrainOptions, course: Course, batches: EpochBatches, tally: Tally, end: number): Promise<Block> {
  const { network, now } = options;
  const { position, pace, steps } = course;
  const count = Math.min(pace.blockSize(), end - position.step);
  const first = position.step - (end - steps);
  const started = now();
  const sizes: number[] = [];
  for (let k = 0; k < count; k++) {
    const { positions, images } = batches.at(first + k);
    tally.learningRate = rateAt(options, course, position.step + k);
    network.trainStep(positions, position.step + k, tally.learningRate, images);
    sizes.push(positions.length);
  }
  const results = await network.readSteps();
  position.step += count;
  const milliseconds = now() - started;
  const examples = sizes.reduce((sum, size) => sum + size, 0);
  pace.record(count, milliseconds, examples);
  const block = { losses: [...results.losses], accuracies: sizes.map((size, k) => (results.correct[k] ?? 0) / size) };
  tally.losses.push(...block.losses);
  tally.accuracies.push(...block.accuracies);
  tally.seconds += milliseconds / 1000;
  return block;
}

function rateAt({ experiment, control, cycleAt, warmsUpFromZero = false }: TrainOptions, { steps, records }: Course, step: number): number {
  const cycle = cycleAt?.(Math.floor(step / steps)) ?? null;
  return scheduledRate(experiment.training, control.learningRate, {
    step,
    stepsPerEpoch: steps,
    finished: records,
    cycle,
    warmsUpFromZero,
  });
}

function epochRecord(
  { data, experiment }: TrainOptions,
  { epoch, step }: Position,
  tally: Tally,
  evaluation: Evaluation | null,
): EpochRecord {
  const items = itemsPerEpoch(data);
  const training = meanScore(tally, (k) => batchLength(data, experiment.training.batchSize, k) / items);
  return { epoch, step, training, validation: evaluation?.score ?? null, learningRate: tally.learningRate, seconds: tally.seconds };
}

/** Means over the batches, weighted by their share of the epoch, as Keras reports an epoch. */
function meanScore({ losses, accuracies }: Block, shareOf: (batch: number) => number): Score {
  const weighted = (values: number[]) => values.reduce((sum, value, k) => sum + value * shareOf(k), 0);
  return { loss: weighted(losses), accuracy: weighted(accuracies) };
}

function progress({ control, data }: TrainOptions, { position, steps, pace }: Course): RunNews {
  const stepsLeft = control.epochs * steps - position.step;
  const epochsLeft = control.epochs - position.epoch;
  return {
    type: 'progress',
    step: position.step,
    epoch: position.epoch,
    examplesPerSecond: pace.examplesPerSecond(),
    secondsLeft: pace.secondsLeft(stepsLeft, epochsLeft * data.validation.length + data.test.length),
  };
}

/** Asks the network about all images of a set. `epoch` is that of its weights. */
export const evaluateSet = (options: TrainOptions, set: EvaluationSet, epoch: number): Promise<Evaluation> => {
  const { experiment, network, data, breathe } = options;
  return evaluate({ experiment, network, data, set, epoch, breathe });
};

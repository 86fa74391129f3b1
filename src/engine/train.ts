import type { Monitor } from '@/experiment/training/types';
import { judgeEpochs, type Verdict, weightsPosition } from '@/run/stopping';
import type { Evaluation, EvaluationSet, Intervention, Position, RunFailure } from '@/run/types';
import { createBatches, stepsPerEpoch } from './batches';
import { type Course, evaluateSet, runEpoch } from './epoch';
import { createHealth, healthOptions, judge } from './health';
import { createPace } from './pace';
import type { TrainingEvent, TrainOptions } from './training';

export type { Control, TrainingEvent, TrainOptions } from './training';

/**
 * Trains. Yields news as it comes; between any two of them the network's state is whole, so the receiver may read or keep it. Losses are
 * read in blocks, every step's value is reported. Ends with one `ended`.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainingEvent, void> {
  const { control, signal } = options;
  const course = beginCourse(options);
  const { position } = course;
  let { partial } = options;
  yield { type: 'samplesDue', position: standing(options, course) };
  while (position.epoch < control.epochs && !signal.aborted && !verdictOf(options, course).stop) {
    const failure = yield* runEpoch(options, course, partial);
    if (failure) return yield* fail(failure, position);
    partial = { losses: [], accuracies: [] };
  }
  const failure = yield* conclude(options, course);
  if (failure) return yield* fail(failure, position);
  yield { type: 'ended', how: isFinished(options, course) ? 'finished' : 'stopped', position };
}

function beginCourse({ experiment, data, position, records, anyway = false, now }: TrainOptions): Course {
  const { training } = experiment;
  const steps = stepsPerEpoch(data, training.batchSize);
  const batches = createBatches(data, training);
  const health = createHealth(healthOptions(experiment, data, steps, anyway));
  return { position: { ...position }, records: [...records], steps, batches, health, pace: createPace(now) };
}

async function* fail(failure: RunFailure, position: Position): AsyncGenerator<TrainingEvent, void> {
  yield { type: 'failed', failure };
  yield { type: 'ended', how: 'failed', position };
}

const NEVER: Verdict = { best: null, waited: 0, stop: false };

/** In the middle of an epoch nothing is decided. */
function verdictOf({ experiment, settled }: TrainOptions, { position, records, steps }: Course): Verdict {
  const { earlyStopping } = experiment.training;
  if (!earlyStopping || position.step !== position.epoch * steps) return NEVER;
  return judgeEpochs(records, earlyStopping, settled);
}

/** Where the network's weights are from: at the start of a run that goes on from restored ones, an earlier epoch. */
const standing = ({ settled }: TrainOptions, { position, steps }: Course): Position => weightsPosition(position, steps, settled);

const isFinished = (options: TrainOptions, course: Course): boolean =>
  course.position.epoch >= options.control.epochs || verdictOf(options, course).stop;

/** What there is to do after the last epoch: to say that it was the last, to go back to the best weights, to test. */
async function* conclude(options: TrainOptions, course: Course): AsyncGenerator<TrainingEvent, RunFailure | null> {
  const { data, control } = options;
  const { position } = course;
  const verdict = verdictOf(options, course);
  if (verdict.stop && position.epoch < control.epochs) yield* stopEarly(options, position, verdict);
  const restored = isFinished(options, course) ? yield* restoreBest(options, course, verdict) : null;
  if (position.step === 0 || data.test.length === 0) return null;
  const evaluation = yield* evaluating(options, 'test', restored ?? standing(options, course).epoch);
  const failure = judge(evaluation.score.loss);
  if (failure) return failure;
  yield { type: 'evaluation', evaluation };
  return null;
}

async function* evaluating(options: TrainOptions, set: EvaluationSet, epoch: number): AsyncGenerator<TrainingEvent, Evaluation> {
  yield { type: 'evaluationDue', set };
  return evaluateSet(options, set, epoch);
}

const WATCHED: Record<Monitor, string> = {
  validationLoss: 'validation loss',
  validationAccuracy: 'validation accuracy',
  trainingLoss: 'training loss',
  trainingAccuracy: 'training accuracy',
};

/** The epochs that are wanted are those that were done: more of them go on from there. */
async function* stopEarly({ experiment }: TrainOptions, position: Position, { waited }: Verdict): AsyncGenerator<TrainingEvent, void> {
  const { earlyStopping } = experiment.training;
  if (!earlyStopping) return;
  const since = waited === 1 ? 'in the last epoch' : `for ${waited} epochs`;
  const note = `Stopped early after epoch ${position.epoch}: no better ${WATCHED[earlyStopping.monitor]} ${since}`;
  yield { type: 'intervention', intervention: { ...at(position), what: 'stoppedEarly', note } };
  yield { type: 'changed', epochs: position.epoch };
}

/**
 * Goes back to the best epoch's weights, as Keras 3 does at the end of every training that was to; a person's Stop leaves the weights where
 * they stand. The validation that is shown is made with them too. What is trained on from here starts with the whole state of that epoch,
 * optimizer included, but counts its epochs on: with the same orders of images it would only repeat the epochs that did not help.
 */
async function* restoreBest(options: TrainOptions, course: Course, { best }: Verdict): AsyncGenerator<TrainingEvent, number | null> {
  const { experiment, data, settled, restore } = options;
  const { position, steps } = course;
  const { earlyStopping } = experiment.training;
  if (!earlyStopping?.restoreBestWeights || !best || best.epoch >= position.epoch || settled?.epoch === position.epoch) return null;
  if (!restore(best.epoch)) return null;
  const note = `Weights of epoch ${best.epoch} restored, the best by ${WATCHED[earlyStopping.monitor]}`;
  yield { type: 'intervention', intervention: { ...at(position), what: 'restoredBest', note, value: best.epoch } };
  if (data.validation.length > 0) {
    yield { type: 'evaluation', evaluation: yield* evaluating(options, 'validation', best.epoch) };
  }
  yield { type: 'samplesDue', position: { epoch: best.epoch, step: best.epoch * steps } };
  return best.epoch;
}

const at = ({ epoch, step }: Position): Pick<Intervention, 'epoch' | 'step'> => ({ epoch, step });

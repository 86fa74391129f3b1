import type { PreparedData } from '@/dataset/types';
import type { EvaluationSet } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import type { Answers, SetPredictions } from '@/worker/protocol';
import { imageAt, joined, type TrainedModel, whereTrained } from './trained-model';

/** Images asked at once, between two breaths: as many as in an evaluation, so that nothing has to be compiled anew. */
const SLICE = 500;

/** Why there is no report. */
export const INTERRUPTED = 'Something else began before the report was ready.';

interface AskSetOptions {
  trained: TrainedModel;
  data: PreparedData;
  set: EvaluationSet;
  signal: AbortSignal;
  context: Pick<WorkerContext, 'outbox' | 'breathe'>;
}

/**
 * What a network or model says of every image of a set. A network must be left alone meanwhile.
 *
 * @throws Error where `signal` says that something else is to begin
 */
export async function predictSet({ trained, data, set, signal, context: { outbox, breathe } }: AskSetOptions): Promise<SetPredictions> {
  const { run, predictor } = trained;
  const { classes } = predictor;
  const before = outbox.phase;
  const position = whereTrained(trained);
  const indices = data[set].slice();
  const probabilities = new Float32Array(indices.length * classes);
  outbox.enter('evaluating');
  try {
    for (let from = 0; from < indices.length; from += SLICE) {
      if (signal.aborted) throw new Error(INTERRUPTED);
      // The images are given, not named: a network that came back after a reload was compiled without any.
      const images = joined(Array.from(indices.subarray(from, from + SLICE), (index) => imageAt(data, index)));
      probabilities.set(await predictor.probabilitiesOf(images, signal), from * classes);
      outbox.pulse();
      await breathe();
    }
  } catch (error) {
    throw signal.aborted ? new Error(INTERRUPTED) : error;
  } finally {
    outbox.enter(before);
  }
  const targets = Uint8Array.from(indices, (index) => data.targets[index] ?? 0);
  return { set, ...position, indices, targets, probabilities, classNames: [...run.classNames] };
}

/** The memory of an answer that need not be copied on its way to the page. */
export function buffersOf(answer: Answers[keyof Answers]): ArrayBuffer[] {
  if (!('targets' in answer)) return [];
  return [answer.indices.buffer, answer.targets.buffer, answer.probabilities.buffer];
}

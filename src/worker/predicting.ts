import type { PreparedData } from '@/dataset/types';
import { probabilitiesOf } from '@/metrics/probabilities';
import type { EvaluationSet } from '@/run/types';
import { imageAt, joined, outputsOf, type Trained, whereTrained } from './asking';
import type { Bench } from './bench';
import type { Answers, SetPredictions } from './protocol';

/** Images asked at once, between two breaths: as many as in an evaluation, so that nothing has to be compiled anew. */
const SLICE = 500;

interface AskSetOptions {
  trained: Trained;
  data: PreparedData;
  set: EvaluationSet;
  signal: AbortSignal;
  bench: Pick<Bench, 'voice' | 'breathe'>;
}

/**
 * What a network says of every image of a set. It must be left alone meanwhile.
 *
 * @throws Error where `signal` says that something else is to begin
 */
export async function askSet({ trained, data, set, signal, bench: { voice, breathe } }: AskSetOptions): Promise<SetPredictions> {
  const { run, network } = trained;
  const before = voice.phase;
  const position = whereTrained(trained);
  const indices = data[set].slice();
  const outputs = outputsOf(run.experiment);
  const logits = new Float32Array(indices.length * outputs);
  voice.enter('evaluating');
  try {
    for (let from = 0; from < indices.length; from += SLICE) {
      if (signal.aborted) throw new Error('Another run began before the report was ready.');
      // The images are given, not named: a network that came back after a reload was compiled without any.
      const images = joined(Array.from(indices.subarray(from, from + SLICE), (index) => imageAt(data, index)));
      logits.set(await network.logitsOf(images), from * outputs);
      voice.pulse();
      await breathe();
    }
  } finally {
    voice.enter(before);
  }
  const { probabilities } = probabilitiesOf(logits, outputs);
  const targets = Uint8Array.from(indices, (index) => data.targets[index] ?? 0);
  return { set, ...position, indices, targets, probabilities: new Float32Array(probabilities), classNames: [...run.classNames] };
}

/** The memory of an answer that need not be copied on its way to the page. */
export function buffersOf(answer: Answers[keyof Answers]): ArrayBuffer[] {
  if (!('targets' in answer)) return [];
  return [answer.indices.buffer, answer.targets.buffer, answer.probabilities.buffer];
}

import type { Classifier } from '@/engine/classical/classifier';
import type { Network } from '@/engine/engine';
import { taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { probabilitiesOf } from '@/metrics/probabilities';
import type { WorkerContext } from '@/worker/context';

/** Whoever can be asked about images: a network or a fitted model. */
export interface Predictor {
  /** Classes of the task. */
  readonly classes: number;
  /** Class probabilities of images given as bytes, one after the other: images * classes numbers. Rejects once `signal` is aborted, if it still works then. */
  probabilitiesOf(images: Uint8Array, signal?: AbortSignal): Promise<Float32Array>;
  dispose(): void;
}

/** A network, asked about the task of its Experiment. */
export function networkPredictor(network: Network, { data }: Experiment): Predictor {
  const outputs = taskOutput(data.task).units;
  return {
    classes: Math.max(2, outputs),
    probabilitiesOf: async (images) => probabilitiesOf(await network.logitsOf(images), outputs).probabilities,
    dispose: () => network.dispose(),
  };
}

/** A fitted model. It lets messages in while it answers, since a whole set can take it minutes. */
export function classifierPredictor(classifier: Classifier, { outbox, breathe }: Pick<WorkerContext, 'outbox' | 'breathe'>): Predictor {
  const never = new AbortController().signal;
  const pulsing = () => {
    outbox.pulse();
    return breathe();
  };
  return {
    classes: classifier.classes,
    probabilitiesOf: (images, signal = never) => classifier.probabilitiesOf(images, { signal, breathe: pulsing }),
    // Nothing but memory that the garbage collector sees.
    dispose: () => undefined,
  };
}

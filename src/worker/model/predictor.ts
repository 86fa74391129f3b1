import type { Classifier } from '@/engine/classical/classifier';
import type { Network } from '@/engine/engine';
import { taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { probabilitiesOf } from '@/metrics/probabilities';
import type { WorkerContext } from '@/worker/context';

/** What a network and a fitted classical model have in common: class probabilities of images. */
export interface Predictor {
  /** Classes of the task. */
  readonly classes: number;
  /**
   * Class probabilities, images * classes numbers, image after image. Rejects once `signal` is aborted, if it is still at work then.
   *
   * @param images count * height * width bytes
   */
  predict(images: Uint8Array, signal?: AbortSignal): Promise<Float32Array>;
  /** The network itself, which can be looked into; `null` of a model without layers. */
  readonly network: Network | null;
  dispose(): void;
}

/** A network on the task of its Experiment. */
export function networkPredictor(network: Network, { data }: Experiment): Predictor {
  const outputs = taskOutput(data).units;
  return {
    classes: Math.max(2, outputs),
    network,
    predict: async (images) => probabilitiesOf(await network.logitsOf(images), outputs).probabilities,
    dispose: () => network.dispose(),
  };
}

/** A fitted classical model. It yields to messages while it predicts, since a whole set can take minutes. */
export function classifierPredictor(
  classifier: Classifier,
  { outbox, yieldToEvents }: Pick<WorkerContext, 'outbox' | 'yieldToEvents'>,
): Predictor {
  const never = new AbortController().signal;
  const breathe = () => {
    outbox.pulse();
    return yieldToEvents();
  };
  return {
    classes: classifier.classes,
    network: null,
    predict: (images, signal = never) => classifier.probabilitiesOf(images, { signal, breathe }),
    // It holds nothing but memory that the garbage collector frees.
    dispose: () => undefined,
  };
}

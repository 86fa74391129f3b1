import type { Items } from '@/dataset/types';
import type { FittedModel } from '@/engine/classical/fitted-model';
import type { Network } from '@/engine/engine';
import { isNumberTask, taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { probabilitiesOf } from '@/metrics/probabilities';
import type { WorkerContext } from '@/worker/context';

/** What a network and a fitted classical model have in common: class probabilities of images. */
export interface Predictor {
  /** Classes of the task; 1 where a number is predicted. */
  readonly classes: number;
  /**
   * Class probabilities, items * classes numbers, item after item; where a number is predicted, that number alone, standardized. Rejects once
   * `signal` is aborted, if it is still at work then.
   *
   * @param items images (count * height * width * channels bytes), or prepared rows of a table (count * width numbers)
   */
  predict(items: Items, signal?: AbortSignal): Promise<Float32Array>;
  /** The network itself, which can be looked into; `null` of a model without layers. */
  readonly network: Network | null;
  dispose(): void;
}

/** A network on the task of its Experiment. */
export function networkPredictor(network: Network, { data }: Experiment): Predictor {
  const outputs = taskOutput(data).units;
  const isNumber = isNumberTask(data);
  return {
    classes: isNumber ? 1 : Math.max(2, outputs),
    network,
    predict: async (items) => {
      const logits = await network.logitsOf(items);
      return isNumber ? logits : probabilitiesOf(logits, outputs).probabilities;
    },
    dispose: () => network.dispose(),
  };
}

/** A fitted classical model. It yields to messages while it predicts, since a whole set can take minutes. */
export function classifierPredictor(
  classifier: FittedModel,
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
    predict: (items, signal = never) => classifier.probabilitiesOf(items, { signal, breathe }),
    // It holds nothing but memory that the garbage collector frees.
    dispose: () => undefined,
  };
}

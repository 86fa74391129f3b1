import type { PreparedData } from '@/dataset/types';
import { taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { evaluateNumbers, inUnit } from '@/metrics/numbers/regression';
import { evaluateLogits } from '@/metrics/probabilities';
import type { Evaluation, EvaluationSet } from '@/run/types';
import type { Network } from './engine';

/** Images asked at once, between two breaths. */
const CHUNK = 500;

interface EvaluateOptions {
  experiment: Experiment;
  network: Network;
  data: PreparedData;
  set: EvaluationSet;
  /** Epochs done when the network had these weights. */
  epoch: number;
  breathe(): Promise<void>;
}

/** Asks the network about every image of one set and counts its answers. */
export async function evaluate({ experiment, network, data, set, epoch, breathe }: EvaluateOptions): Promise<Evaluation> {
  const indices = data[set];
  const outputs = taskOutput(experiment.data).units;
  const logits = new Float32Array(indices.length * outputs);
  for (let from = 0; from < indices.length; from += CHUNK) {
    logits.set(await network.logits(indices.subarray(from, from + CHUNK)), from * outputs);
    await breathe();
  }
  const { loss } = experiment.training;
  const target = data.table?.target;
  if (target) {
    const numbers = inUnit(target, target.values, indices, logits);
    return evaluateNumbers({ ...numbers, deviation: target.deviation, set, epoch, loss, penalty: await network.penalty() });
  }
  const targets = Uint8Array.from(indices, (i) => data.targets[i]!);
  return evaluateLogits({ logits, outputs, targets, set, epoch, loss, penalty: await network.penalty() });
}

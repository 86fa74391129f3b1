import { improves, monitored } from '@/experiment/training/monitoring';
import type { EarlyStopping } from '@/experiment/training/types';
import type { EpochRecord, Intervention, Run } from './types';

/** What early stopping makes of the epochs done. */
export interface Verdict {
  /** The best of all epochs, and its figure; `null` before there is one. */
  best: { epoch: number; value: number } | null;
  /** Epochs since then, or since the run last ended. */
  waited: number;
  /** Whether training is over. */
  stop: boolean;
}

/**
 * Keras's EarlyStopping, as a function of the epochs done alone: a run that was taken up again decides as if it had never been interrupted.
 * A run that ended by this rule and is trained for more epochs gets its whole patience again, but keeps its best epoch: Keras's next `fit`
 * would forget that too, and with it the weights that the run is still to be judged by.
 */
export function judgeEpochs(
  records: readonly EpochRecord[],
  { monitor, patience, minDelta }: EarlyStopping,
  settled: Settlement | null,
): Verdict {
  const since = settled?.epoch ?? 0;
  let best: Verdict['best'] = null;
  let waited = 0;
  for (const record of records) {
    const value = monitored(record, monitor);
    if (value === null) continue;
    if (record.epoch === since + 1) waited = 0;
    waited++;
    if (improves(value, best?.value ?? null, monitor, minDelta)) {
      best = { epoch: record.epoch, value };
      waited = 0;
    }
  }
  const isNew = (records.at(-1)?.epoch ?? 0) > since;
  // Patience 0 and 1 are the same to Keras: one epoch without improvement is the least that can be waited for.
  return { best, waited, stop: isNew && waited > 0 && waited >= patience };
}

/** Where early stopping last ended a run, and of which epoch the weights were that it left. */
export interface Settlement {
  epoch: number;
  weights: number;
}

/** The last settlement of a run; `null` where there was none. */
export function settlementOf(interventions: readonly Intervention[]): Settlement | null {
  const last = interventions.findLast(({ what }) => what === 'stoppedEarly' || what === 'restoredBest');
  if (!last) return null;
  return { epoch: last.epoch, weights: last.what === 'restoredBest' ? (last.value ?? last.epoch) : last.epoch };
}

/** Where the weights are from that a network has at `position`: from there, but for a run that was settled just then. */
export function weightsPosition<P extends { epoch: number; step: number }>(
  position: P,
  stepsPerEpoch: number,
  settled: Settlement | null,
): P {
  const { epoch, step } = position;
  if (settled?.epoch !== epoch || settled.weights === epoch || step !== epoch * stepsPerEpoch) return position;
  return { ...position, epoch: settled.weights, step: settled.weights * stepsPerEpoch };
}

/** The record of the epoch that a run's weights are of: the last one, or the one that early stopping went back to. */
export function standingRecord({ epochRecords, interventions }: Pick<Run, 'epochRecords' | 'interventions'>): EpochRecord | null {
  const last = epochRecords.at(-1);
  const settled = settlementOf(interventions);
  if (!last || settled?.epoch !== last.epoch) return last ?? null;
  return epochRecords.find(({ epoch }) => epoch === settled.weights) ?? last;
}

import { judgeEpochs, settlementOf } from '@/run/stopping';
import type { NetworkState, Position, Run } from '@/run/types';
import type { Checkpoint } from '@/storage/types';

/** The whole state of a run's best epoch, where early stopping is to restore it. It is part of every checkpoint. */
export class BestEpoch {
  /** @param kept the best state so far, from the checkpoint that the run resumes from */
  constructor(private kept: Checkpoint | null) {}

  get checkpoint(): Checkpoint | null {
    return this.kept;
  }

  /** Considers a state that is about to be stored: between two epochs it may be the best one. The state must not be changed afterwards. */
  consider({ experiment, epochRecords, interventions, stepsPerEpoch }: Run, { epoch, step }: Position, state: NetworkState): void {
    const { earlyStopping } = experiment.training;
    if (!earlyStopping?.restoreBestWeights || step !== epoch * stepsPerEpoch || this.kept?.epoch === epoch) return;
    const { best } = judgeEpochs(epochRecords, earlyStopping, settlementOf(interventions));
    if (best?.epoch === epoch) this.kept = { epoch, step, state };
  }

  stateOf(epoch: number): NetworkState | null {
    return this.kept?.epoch === epoch ? this.kept.state : null;
  }
}

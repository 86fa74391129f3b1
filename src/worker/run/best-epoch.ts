import type { NetworkState } from '@/engine/engine';
import { judgeEpochs, settlementOf } from '@/run/stopping';
import type { Run } from '@/run/types';
import type { Checkpoint, Position } from '@/storage/types';

/** Keeps the whole state of a run's best epoch, where early stopping is to go back to it. It is kept with every checkpoint. */
export class BestEpoch {
  /** @param kept what an earlier life of the run has kept */
  constructor(private kept: Checkpoint | null) {}

  get checkpoint(): Checkpoint | null {
    return this.kept;
  }

  /** Looks at a state that is about to be kept: between two epochs it may be the best one's. The state must not be changed afterwards. */
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

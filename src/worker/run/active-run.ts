import type { RunState } from './run-state';

/** The run that is being trained: a network's or a classical model's. */
export interface ActiveRun {
  readonly state: RunState;
  /** Whether its model can be asked. */
  readonly hasLearnt: boolean;
  /** Runs to the end, a stop, or a failure. Rejects only when the engine is lost. */
  execute(): Promise<void>;
  setLearningRate(learningRate: number): void;
  /** @param epochs wanted in all */
  setEpochs(epochs: number): void;
  shuffleSamples(): Promise<void>;
}

import type { RunFailure } from '@/run/types';
import type { RunControl } from './run-control';

/** A run under way, of whatever kind, as its owner sees it. */
export interface ActiveRun {
  readonly control: RunControl;
  /** Whether there is anything that is worth asking. */
  readonly hasLearnt: boolean;
  /** Goes on to the end, a stop, or a failure. Rejects only when the engine is lost, which is its owner's to handle. */
  drive(): Promise<void>;
  pause(): void;
  resume(): void;
  setLearningRate(learningRate: number): void;
  setEpochs(epochs: number): void;
  shuffleSamples(): Promise<void>;
  /** Writes down that it began in an unusual way. */
  intervene(what: 'recovered' | 'continued', note: string): void;
  fail(failure: RunFailure): void;
}

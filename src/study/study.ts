import type { Experiment } from '@/experiment/experiment';
import type { Method } from './methods';
import type { Parameter } from './space/search-space';
import type { Objective, Trial } from './trial';

/** A base Experiment, what may be changed of it, how values are chosen, and how much is tried. Plain data. */
export interface Study {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  base: Experiment;
  parameters: readonly Parameter[];
  method: Method;
  objective: Objective;
  /** How many trials; of Repeat and Compare, how many seeds. */
  budget: number;
  /** Decides which values are drawn. */
  seed: number;
}

/** A study and what came out of it so far. */
export interface StudyRecord {
  study: Study;
  trials: readonly Trial[];
  /** `ended`: a person said that it is enough. */
  status: 'running' | 'paused' | 'finished' | 'ended';
  /** Milliseconds since 1970. */
  updatedAt: number;
}

/** Whether anything of a study may still go on; its runs are kept until it has ended. */
export const isLiving = ({ status }: StudyRecord): boolean => status === 'running' || status === 'paused';

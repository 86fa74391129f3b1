import type { Experiment } from '@/experiment/experiment';
import { kerasBlocks, kerasRefusals, runningKeras } from './keras';
import { pytorchBlocks, runningPytorch } from './pytorch';
import type { Block, CodeTarget, Facts } from './types';

interface Target {
  title: string;
  /** What of an Experiment the library cannot do, in words. */
  refusals(experiment: Experiment): string[];
  /** The Python of the file, in order. */
  blocks(experiment: Experiment, facts: Facts): Block[];
  /** How the file is run and what it needs, lines of its head. */
  running(fileName: string): string[];
}

/** The one table from library to what writes it; one left out is a compile error. */
export const TARGETS: Record<CodeTarget, Target> = {
  keras: { title: 'Keras', refusals: kerasRefusals, blocks: kerasBlocks, running: runningKeras },
  pytorch: { title: 'PyTorch', refusals: () => [], blocks: pytorchBlocks, running: runningPytorch },
};

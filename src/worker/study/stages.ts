import type { Run } from '@/run/types';
import type { Trial } from '@/study/trial';

/**
 * Epochs in all to which a trial is still to be trained, one after the other. A trial that goes on, as in Hyperband, was trained to fewer epochs before;
 * where nothing is left of that, it is trained in the same stages, since a schedule may start again with each of them.
 *
 * @param saved its run, where that can go on
 * @returns `null` stands for the epochs of its Experiment
 */
export function stagesLeft(
  { epochs, outcomes }: Pick<Trial, 'epochs' | 'outcomes'>,
  saved: Pick<Run, 'epochs' | 'status'> | null,
): (number | null)[] {
  if (epochs === null) return [null];
  const before = outcomes.map((outcome) => outcome.epochs).filter((one) => one < epochs);
  const stages = [...before.toSorted((a, b) => a - b), epochs];
  if (!saved) return stages;
  const left = stages.filter((stage) => stage > saved.epochs || (stage === saved.epochs && saved.status !== 'finished'));
  return left.length > 0 ? left : [epochs];
}

import type { Intervention, Run } from '@/run/types';

/** What only a person does to a run: a study leaves its trials as they were set up. */
const BY_A_PERSON: ReadonlySet<Intervention['what']> = new Set<Intervention['what']>(['learningRate', 'moreEpochs', 'trainedAnyway']);

/**
 * Whether a person has trained the run of a trial further than its study would, or otherwise: it no longer tells what the trial does.
 *
 * @param epochs that the trial is to have in all
 */
export const isChangedRun = ({ epochs: planned, interventions }: Run, epochs: number): boolean =>
  planned > epochs || interventions.some(({ what }) => BY_A_PERSON.has(what));

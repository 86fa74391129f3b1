import { counted } from '@/experiment/words/numbers';
import { plannedTrials } from '@/study/next';
import { bestTrial, figureOf, lastOutcome } from '@/study/objective';
import type { StudyRecord } from '@/study/study';
import type { Trial } from '@/study/trial';
import { figureWords } from '@/study/words';

/** What a study's state is called. */
export const STATUS_WORDS: Readonly<Record<StudyRecord['status'], string>> = {
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  ended: 'Ended early',
};

/** What a trial's state is called. */
export const TRIAL_WORDS: Readonly<Record<Trial['status'], string>> = {
  running: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  skipped: 'Skipped',
};

/** "Running, 7 of 20 trials. Best: 89.1% (trial 4). 1 failed." */
export function stateSentence({ study, trials, status }: StudyRecord): string {
  const done = trials.filter((trial) => trial.status === 'finished' || trial.status === 'failed').length;
  const best = bestTrial(study, trials);
  const outcome = best && lastOutcome(best);
  const count = (wanted: Trial['status']) => trials.filter((trial) => trial.status === wanted).length;
  const [failed, skipped] = [count('failed'), count('skipped')];
  const parts = [
    `${STATUS_WORDS[status]}, ${done} of ${counted(plannedTrials(study), 'trial')}.`,
    outcome ? `Best: ${figureWords(study.objective, figureOf(study.objective, outcome))} (trial ${best.number}).` : '',
    failed > 0 ? `${failed} failed.` : '',
    skipped > 0 ? `${counted(skipped, 'impossible network')} skipped.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

import { counted, epochsInWords } from '@/experiment/words/numbers';
import { fullWords } from '@/study/extension';
import { MOST_SKIPPED, plannedTrials } from '@/study/next';
import { bestTrial, figureOf, lastOutcome, ratedOutcome } from '@/study/objective';
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
  const done = trials.filter((trial) => trial.status === 'failed' || ratedOutcome(trial) !== null).length;
  const planned = plannedTrials(study);
  const best = bestTrial(study, trials);
  const outcome = best && lastOutcome(best);
  const going = trials.find((trial) => trial.status === 'running' && lastOutcome(trial) !== null);
  const count = (wanted: Trial['status']) => trials.filter((trial) => trial.status === wanted).length;
  const [failed, skipped] = [count('failed'), count('skipped')];
  const parts = [
    // With results from elsewhere there are more than the budget bought.
    `${STATUS_WORDS[status]}, ${done > planned ? counted(done, 'trial') : `${done} of ${counted(planned, 'trial')}`}.`,
    going ? `Trial ${going.number} goes on to ${epochsInWords(going.epochs ?? study.base.training.epochs)}.` : '',
    outcome ? `Best: ${figureWords(study.objective, figureOf(study.objective, outcome))} (trial ${best.number}).` : '',
    failed > 0 ? `${failed} failed.` : '',
    skipped > 0 ? `${counted(skipped, 'impossible network')} skipped.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Why a study ended before its budget did, where that was nobody's wish; `null` otherwise. */
export function endWords(record: StudyRecord): string | null {
  const { trials, status } = record;
  const inARow = trials.length - 1 - trials.findLastIndex((trial) => trial.status !== 'skipped');
  return status === 'finished' && inARow >= MOST_SKIPPED
    ? `The last ${inARow} networks in a row could not be built, so the study has ended. The table says why; a smaller space leaves them out.`
    : fullWords(record);
}

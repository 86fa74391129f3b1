import type { Experiment } from '@/experiment/experiment';
import { counted, epochsInWords, formatCount, NO_NUMBER } from '@/experiment/words/numbers';
import { fullWords } from '@/study/extension';
import { MOST_SKIPPED, plannedTrials } from '@/study/next';
import { bestTrial, figureOf, lastOutcome, ratedOutcome } from '@/study/objective';
import { triesNetworks } from '@/study/space/designs';
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
    skipped > 0 ? `${counted(skipped, triesNetworks(study) ? 'impossible network' : 'impossible model')} skipped.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** How many epochs a trial has had, or is to have: "12 of 100" where it stopped early. A classical model has none. */
export function epochWords({ model, training }: Experiment, trial: Pick<Trial, 'epochs' | 'outcomes'>): string {
  if (model.kind === 'classical') return NO_NUMBER;
  const { epochs, trained } = lastOutcome(trial) ?? { epochs: trial.epochs ?? training.epochs };
  return trained === undefined || trained === epochs ? formatCount(epochs) : `${formatCount(trained)} of ${formatCount(epochs)}`;
}

/** Why a study ended before its budget did, where that was nobody's wish; `null` otherwise. */
export function endWords(record: StudyRecord): string | null {
  const { trials, status } = record;
  const inARow = trials.length - 1 - trials.findLastIndex((trial) => trial.status !== 'skipped');
  return status === 'finished' && inARow >= MOST_SKIPPED
    ? `The last ${inARow} trials in a row were impossible, so the study has ended. The table says why; a smaller space leaves them out.`
    : fullWords(record);
}

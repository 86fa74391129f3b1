import { itemName } from '@/experiment/data/labels';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { formatCount, formatDuration, formatNumber } from '@/experiment/words/numbers';
import { partsInWords } from '@/experiment/words/parts';
import { keptSettings } from '@/run/continuing';
import type { RunNews } from '@/run/events';
import type { EvaluationSet, Run } from '@/run/types';
import { fitLine, fitShare } from './fit-words';

/** Share of the wanted epochs that is done; of a classical model, of the part of the work under way. `null` where nobody can say. */
export function progressShare(run: Run, fitting: Fitting = null): number | null {
  if (run.status === 'preparing') return null;
  if (classicalOf(run.experiment)) return fitShare(run, fitting);
  const steps = run.epochs * run.stepsPerEpoch;
  return steps > 0 ? run.history.losses.length / steps : 0;
}

interface Line {
  main: string;
  detail: string;
}

/** What else there is to know of this moment: `fitting` of a classical model, `evaluating` of a network. */
interface Now {
  estimate: string;
  restarting: boolean;
  fitting?: Fitting;
  evaluating?: EvaluationSet | null;
}

/** What is going on, in a few words and a few figures. */
export function statusLine(run: Run | null, progress: Progress, now: Now): Line {
  const classical = run !== null && classicalOf(run.experiment) !== null;
  if (now.restarting) return { main: 'Restarting', detail: classical ? 'from the beginning' : 'from the last checkpoint' };
  if (!run) return { main: 'Not trained yet', detail: now.estimate };
  if (classical) return fitLine(run, now.fitting ?? null, next(now.estimate));
  switch (run.status) {
    case 'preparing':
      return { main: 'Preparing', detail: 'The engine is getting ready for this network' };
    case 'training':
      return now.evaluating
        ? evaluatingLine(run, now.evaluating, isLastEpoch(run) ? '' : left(run, progress))
        : trainingLine(run, progress);
    case 'paused':
      if (now.evaluating) return evaluatingLine(run, now.evaluating, 'then it pauses');
      return { main: `Paused in ${epochOf(run).toLowerCase()}`, detail: stepOf(run) };
    case 'finished':
      return { main: `Finished ${epochs(run.epochRecords.length)}`, detail: next(now.estimate) };
    case 'stopped':
      if (run.startedFrom && run.epochRecords.length === 0)
        return { main: 'Not trained further yet', detail: `weights of ${run.startedFrom.name}` };
      return { main: `Stopped after ${epochs(run.epochRecords.length)}`, detail: next(now.estimate) };
    case 'failed':
      return { main: 'Stopped by an error', detail: next(now.estimate) };
    case 'interrupted':
      return { main: 'Interrupted', detail: `after ${epochs(run.epochRecords.length)} of ${run.epochs}` };
  }
}

/** The button that takes an interrupted run up again: from its beginning where no epoch is done, and for models without epochs. */
export const resumeWords = ({ experiment, epochRecords }: Run): string =>
  classicalOf(experiment) || epochRecords.length === 0 ? 'Start again' : `Continue from epoch ${epochRecords.length}`;

/** What was changed in mid-run or ended it early, in words; the last two, since a person may turn the learning rate many times. */
export function changesOf({ interventions }: Pick<Run, 'interventions'>): string {
  const words = interventions.flatMap(({ what, note, step }) => {
    if (what === 'learningRate' || what === 'scheduleRestarted' || what === 'epsilon') return [`${note} from step ${formatCount(step)}`];
    return what === 'stoppedEarly' || what === 'restoredBest' ? [note] : [];
  });
  return words.slice(-2).join(' · ');
}

/** Beside a run that has ended, an estimate could be taken for how long that run took. */
const next = (estimate: string) => estimate && `next: ${estimate}`;

const epochs = (count: number) => `${count} ${count === 1 ? 'epoch' : 'epochs'}`;

/** Whether a run has ended and its network can be trained further. */
export const canExtend = (run: Run): boolean =>
  !classicalOf(run.experiment) &&
  ['finished', 'stopped'].includes(run.status) &&
  (run.epochRecords.length > 0 || run.startedFrom !== undefined);

/** Why a run that would be continued cannot be, in a sentence; empty where it can, or is over. */
export function lossOf(run: Run, hasWeights: boolean): string {
  const isWanted = !classicalOf(run.experiment) && (run.status === 'interrupted' || canExtend(run));
  return isWanted && !hasWeights
    ? 'The trained network of this run is no longer saved, so it cannot be continued. Its figures are still here.'
    : '';
}

/** What becomes of changed settings in a run that has ended, where it is trained further. */
export function extendingWords(run: Run, design: Experiment): string {
  const rate = design.training.learningRate;
  const applied = rate === run.learningRate ? '' : `uses the new learning rate ${formatNumber(rate)}`;
  const kept = keptSettings(run, design);
  // A classical model shares nothing with a network: what all differs would fill the page.
  const parts = classicalOf(design) ? 'network and the other settings' : partsInWords(kept);
  const keeps = kept.length === 0 ? '' : `keeps the ${parts} of this run`;
  const words = [applied, keeps].filter(Boolean).join(' and ');
  return words && `Continuing ${words}.`;
}

/** What the button for more epochs says; `null`: their field holds no number of epochs. */
export const moreWords = (count: number | null): string => (count === null ? 'Continue' : `Continue for ${epochs(count)}`);

/** What becomes of settings that were changed beside a run. */
export const changedWords = (active: boolean): string =>
  active
    ? 'You changed the settings. This run goes on with its own; yours take effect the next time you press Train.'
    : 'You changed the settings. The results are from the last run. Press Train to update them.';

const epochOf = (run: Run) => `Epoch ${Math.min(run.epochRecords.length + 1, run.epochs)} of ${run.epochs}`;

const trainingLine = (run: Run, progress: Progress): Line => ({
  main: epochOf(run),
  detail: [stepOf(run), speed(run, progress), left(run, progress)].filter(Boolean).join(' · '),
});

/** At the end of an epoch the validation images are asked, and it goes on; what is asked otherwise is the end of the run, of whatever epoch. */
function evaluatingLine(run: Run, set: EvaluationSet, after: string): Line {
  const goesOn = set === 'validation' && stepsInEpoch(run) > 0;
  if (goesOn) return { main: epochOf(run), detail: [`testing on the ${set} set`, after].filter(Boolean).join(' · ') };
  return { main: `Testing on the ${set} set …`, detail: 'then training is done' };
}

/** Then the time left for its steps is over, and says nothing any more. */
const isLastEpoch = (run: Run): boolean => run.epochRecords.length + 1 >= run.epochs;

/** Steps since the last epoch that is shown as done. */
const stepsInEpoch = (run: Run): number => Math.max(0, run.history.losses.length - run.epochRecords.length * run.stepsPerEpoch);

const stepOf = (run: Run): string => `step ${formatCount(stepsInEpoch(run))} of ${formatCount(run.stepsPerEpoch)}`;

type Progress = Extract<RunNews, { type: 'progress' }> | null;
type Fitting = Extract<RunNews, { type: 'fitting' }> | null;

const speed = ({ experiment: { data } }: Run, progress: Progress): string =>
  progress ? `${formatCount(Math.round(progress.examplesPerSecond))} ${itemName(data)}s/s` : '';

/** Early stopping may end the run after any epoch. */
function left(run: Run, progress: Progress): string {
  if (progress?.secondsLeft == null) return '';
  const time = formatDuration(progress.secondsLeft);
  return `${run.experiment.training.earlyStopping && !time.startsWith('<') ? 'at most ' : ''}${time} left`;
}

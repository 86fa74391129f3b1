import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { modelWords } from '@/experiment/words/model';
import { unusualWords } from '@/experiment/words/unusual';
import { macroScore, talliesOf } from '@/metrics/class-scores';
import type { Run } from '@/run/types';

/** One run as the table compares it. `null` where a run does not have the figure, or does not have it yet. */
export interface RunRow {
  run: Run;
  model: string;
  /** What sets it apart beside its model, in words. */
  settings: string[];
  /** Trainable or not; `null` of a classical model. */
  parameters: number | null;
  /** Epochs done; `null` of a classical model. */
  epochs: number | null;
  /** Seconds spent learning. */
  seconds: number | null;
  validationAccuracy: number | null;
  testAccuracy: number | null;
  testLoss: number | null;
  /** On the test images. */
  macroF1: number | null;
  status: string;
}

/** A run in the figures and words of the table; `onShow` where the page follows it. */
export function rowOf(run: Run, onShow = false): RunRow {
  const { experiment, test, validation, epochRecords } = run;
  const network = isNetwork(experiment) ? planOf(experiment) : null;
  return {
    run,
    model: modelWords(experiment),
    settings: unusualWords(experiment),
    parameters: network && network.trainable + network.nonTrainable,
    epochs: network && epochRecords.length,
    seconds: trainingSeconds(run),
    validationAccuracy: validation?.score.accuracy ?? null,
    testAccuracy: test?.score.accuracy ?? null,
    testLoss: test?.score.loss ?? null,
    macroF1: test && macroScore(talliesOf(test.confusion)).f1,
    status: statusWords(run, onShow),
  };
}

const isNetwork = ({ model }: Experiment): boolean => model.kind === 'network';

/** Seconds spent learning: all epochs, evaluations apart, or the fit of a classical model. `null` before the first of either is done. */
export function trainingSeconds({ fit, epochRecords }: Pick<Run, 'fit' | 'epochRecords'>): number | null {
  if (fit) return fit.seconds;
  return epochRecords.length > 0 ? epochRecords.reduce((sum, { seconds }) => sum + seconds, 0) : null;
}

/** How a run stands, in words. One that is kept as under way is another tab's, or its page went away. */
export function statusWords(run: Run, onShow = false): string {
  const after = run.epochRecords.length > 0 ? ` after epoch ${run.epochRecords.length}` : '';
  switch (run.status) {
    case 'preparing':
    case 'training':
    case 'paused':
      return onShow ? run.status : `not finished${after}`;
    case 'finished':
      return run.interventions.some(({ what, epoch }) => what === 'stoppedEarly' && epoch === run.epochRecords.length)
        ? `stopped early (epoch ${run.epochRecords.length})`
        : 'finished';
    default:
      return `${run.status}${after}`;
  }
}

/** When a run was begun: the time of day today, the day and the time this year, else the day. */
export function whenWords(time: number, now: number): string {
  const [at, today] = [new Date(time), new Date(now)];
  const clock = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === today.toDateString()) return clock;
  // Day and month stay together where the column is narrow.
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }).replace(' ', '\u00a0');
  return at.getFullYear() === today.getFullYear() ? `${day}, ${clock}` : `${day} ${at.getFullYear()}`;
}

/** The kept runs with the one on show as it is now: in its own place, or first where it is too young to have been kept. None while they are unknown. */
export function withRunOnShow(kept: readonly Run[] | null, onShow: Run | null): Run[] {
  if (!kept || !onShow) return [...(kept ?? [])];
  const known = kept.some(({ id }) => id === onShow.id);
  return known ? kept.map((run) => (run.id === onShow.id ? onShow : run)) : [onShow, ...kept];
}

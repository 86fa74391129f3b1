import { formatLoss } from '@/experiment/words/numbers';
import type { ScoreWords } from '@/experiment/words/score';
import type { AxisScale } from '@/metrics/curves/axes';
import { type CurveRow, curveRows } from '@/metrics/curves/curve-rows';
import type { EpochRecord, Score, StepHistory } from '@/run/types';

/** What the charts know of a run. */
export interface RunCurves {
  history: StepHistory;
  epochRecords: readonly EpochRecord[];
  stepsPerEpoch: number;
  plannedSteps: number;
}

/** A step's own results, and the last validation before it. */
export interface StepReading {
  step: number;
  /** In epochs. */
  x: number;
  training: Score | null;
  validation: { epoch: number; score: Score } | null;
}

/** The rows of one of the two charts. */
export function metricRows(run: RunCurves, metric: keyof Score, scale: AxisScale = 'linear'): CurveRow[] {
  return curveRows({
    values: metric === 'loss' ? run.history.losses : run.history.accuracies,
    stepsPerEpoch: run.stepsPerEpoch,
    plannedSteps: run.plannedSteps,
    epochs: run.epochRecords.map((record) => ({ step: record.step, validation: record.validation?.[metric] ?? null })),
    scale,
  });
}

/** The lines that an axis makes room for. The raw one is left out: its noise may leave the chart. */
export function linesOf(rows: readonly CurveRow[]): (number | null)[][] {
  return [rows.map((row) => row.smooth), rows.map((row) => row.validation)];
}

/** What there is to read at a place of a run; `null` where the run has no such step. */
export function readingAt(run: RunCurves, x: number): StepReading | null {
  const step = Math.round(x * run.stepsPerEpoch);
  const loss = run.history.losses[step - 1];
  const accuracy = run.history.accuracies[step - 1];
  const training = loss === undefined || accuracy === undefined ? null : { loss, accuracy };
  const record = run.epochRecords.findLast((one) => one.step <= step && one.validation !== null);
  const validation = record?.validation ? { epoch: record.epoch, score: record.validation } : null;
  return training || validation ? { step, x, training, validation } : null;
}

/** The two charts in a sentence, for those who hear the page. */
export function runSentence({ history, epochRecords }: RunCurves, epochs: number, words: ScoreWords): string {
  const last = epochRecords.at(-1);
  if (!last) return `Epoch 1 of ${epochs}; ${history.losses.length} steps so far.`;
  const validation = last.validation ? ` Validation ${scoreText(last.validation, words)}.` : '';
  return `${last.epoch} of ${epochs} epochs done. Training ${scoreText(last.training, words)}.${validation}`;
}

const scoreText = ({ loss, accuracy }: Score, { word, format }: ScoreWords) => `loss ${formatLoss(loss)}, ${word} ${format(accuracy)}`;

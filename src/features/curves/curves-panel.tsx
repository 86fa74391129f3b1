import { useId, useMemo, useState } from 'react';
import { type AxisScale, accuracyAxis, epochAxis, lossAxis } from '@/metrics/axes';
import type { EpochRecord, Evaluation, Score, StepHistory } from '@/run/types';
import { BigNumbers } from './big-numbers';
import { CurveChart } from './curve-chart';
import styles from './curves-panel.module.css';
import { EpochTable } from './epoch-table';
import { linesOf, metricRows, type RunCurves, runSentence } from './run-curves';

export interface CurvesPanelProps {
  history: StepHistory;
  epochRecords: readonly EpochRecord[];
  /** Epochs the run is meant to have. */
  epochs: number;
  stepsPerEpoch: number;
  /** The run before, shown pale behind this one. */
  ghost: { history: StepHistory; epochRecords: readonly EpochRecord[]; stepsPerEpoch: number; name: string } | null;
  /** Grows, at most 4 times a second, when the arrays above were added to (or cut) in place. */
  revision: number;
  /** What to press, while nothing is trained. */
  idleHint: string | null;
  summary: { validation: Evaluation | null; test: Evaluation | null; training: Score | null };
}

/** How the run goes: loss and accuracy step by step, and where they stand now in figures for the back of the room. */
export function CurvesPanel({ history, epochRecords, epochs, stepsPerEpoch, ghost, revision, idleHint, summary }: CurvesPanelProps) {
  const id = useId();
  const [scale, setScale] = useState<AxisScale>('linear');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arrays grow in place; only the revision tells.
  const run = useMemo<RunCurves>(
    () => ({ history, epochRecords, stepsPerEpoch, plannedSteps: epochs * stepsPerEpoch }),
    [history, epochRecords, epochs, stepsPerEpoch, revision],
  );
  const before = useMemo<RunCurves | null>(() => ghost && { ...ghost, plannedSteps: ghost.history.losses.length }, [ghost]);
  const loss = useMemo(() => metricRows(run, 'loss', scale), [run, scale]);
  const accuracy = useMemo(() => metricRows(run, 'accuracy'), [run]);
  const lossBefore = useMemo(() => (before ? metricRows(before, 'loss', scale) : []), [before, scale]);
  const accuracyBefore = useMemo(() => (before ? metricRows(before, 'accuracy') : []), [before]);
  const xAxis = epochAxis(Math.max(epochs, epochRecords.length));
  const shared = { run, ghost: before, ghostName: ghost?.name ?? null, xAxis, idle: idleHint !== null };
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className="visually-hidden">
        Curves
      </h2>
      <p className="visually-hidden">{idleHint ?? runSentence(run, epochs)}</p>
      <div className={styles.layout}>
        <div className={styles.charts}>
          <CurveChart
            {...shared}
            title="Loss"
            rows={loss}
            ghostRows={lossBefore}
            yAxis={lossAxis([...linesOf(loss), ...linesOf(lossBefore)], scale)}
            scale={scale}
            onScale={setScale}
          />
          <CurveChart
            {...shared}
            title="Accuracy"
            rows={accuracy}
            ghostRows={accuracyBefore}
            yAxis={accuracyAxis([...linesOf(accuracy), ...linesOf(accuracyBefore)])}
          />
          {idleHint && (
            <p className={styles.hint} aria-hidden="true">
              <span>{idleHint}</span>
            </p>
          )}
        </div>
        <BigNumbers {...summary}>
          <EpochTable records={epochRecords} revision={revision} />
        </BigNumbers>
      </div>
    </section>
  );
}

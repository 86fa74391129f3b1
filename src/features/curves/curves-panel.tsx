import { useDeferredValue, useId, useMemo } from 'react';
import type { Question } from '@/experiment/data/classes';
import { itemName } from '@/experiment/data/labels';
import type { Experiment } from '@/experiment/experiment';
import { scoreWords } from '@/experiment/words/score';
import type { EpochRecord, Evaluation, RunTarget, StepHistory } from '@/run/types';
import { BigNumbers } from './big-numbers';
import { hasPenalty } from './caveats';
import { MetricChart } from './chart/metric-chart';
import styles from './curves-panel.module.css';
import { EpochTable } from './epoch-table';
import { lossUnits } from './loss-units';
import { type RunCurves, runSentence } from './run-curves';

export interface CurvesPanelProps {
  /** The run, in words; empty without one. */
  subject: string;
  /** What was run; `null` while nothing is trained. */
  experiment: Experiment | null;
  /** What the design asks of which data, for the words while nothing is trained. */
  asked: Question;
  /** The number that the run predicts; `null` where it predicts classes. */
  target: RunTarget | null;
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
  summary: { validation: Evaluation | null; test: Evaluation | null; training: EpochRecord | null };
}

/** How the run goes: loss and accuracy step by step, and where they stand now in figures for the back of the room. */
export function CurvesPanel(props: CurvesPanelProps) {
  const { subject, experiment, asked, target, history, epochRecords, epochs, stepsPerEpoch, ghost, revision, idleHint, summary } = props;
  const id = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arrays grow in place; only the revision tells.
  const run = useMemo<RunCurves>(
    () => ({ history, epochRecords, stepsPerEpoch, plannedSteps: epochs * stepsPerEpoch }),
    [history, epochRecords, epochs, stepsPerEpoch, revision],
  );
  // The second chart follows in a task of its own: both in one would hold the page up too long on a slow machine.
  const runLater = useDeferredValue(run);
  const before = useMemo<RunCurves | null>(() => ghost && { ...ghost, plannedSteps: ghost.history.losses.length }, [ghost]);
  const penalized = experiment !== null && hasPenalty(experiment);
  const words = scoreWords(experiment?.data ?? asked);
  const units = useMemo(() => lossUnits(experiment, target), [experiment, target]);
  const shared = {
    subject,
    ghost: before,
    ghostName: ghost?.name ?? null,
    epochs: Math.max(epochs, epochRecords.length),
    idle: idleHint !== null,
    words,
  };
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className="visually-hidden">
        Curves
      </h2>
      <p className="visually-hidden">{idleHint ?? runSentence(run, epochs, words)}</p>
      <div className={styles.layout}>
        <div className={styles.charts}>
          <MetricChart metric="loss" run={run} {...shared} penalized={penalized} units={units} />
          <MetricChart metric="accuracy" run={runLater} {...shared} />
          {/* Words never stand over the lines of the run before. */}
          {idleHint && !ghost && (
            <p className={styles.hint} aria-hidden="true">
              <strong>{idleHint}</strong>
              <span>
                {words.hope} The dashed line shows {itemName(experiment?.data ?? asked)}s the network has not trained on.
              </span>
            </p>
          )}
        </div>
        <BigNumbers experiment={experiment} words={words} target={target} {...summary}>
          <EpochTable records={epochRecords} revision={revision} penalized={penalized} words={words} />
        </BigNumbers>
      </div>
    </section>
  );
}

import { useCallback, useMemo } from 'react';
import { counted, formatCount, formatFixed } from '@/experiment/words/numbers';
import type { ImagesQuery } from '@/stores/images';
import type { SetPredictions } from '@/stores/types';
import { ReportCharts } from './charts/report-charts';
import { ExportBar } from './export-bar';
import { Headline } from './headline';
import { Mistakes } from './mistakes/mistakes';
import { type Decision, decide, isBinary, type ReportView, reportMetrics } from './report-metrics';
import styles from './report-panel.module.css';
import { DecisionControls, thresholdOf } from './tables/decision-controls';
import { ReportTable } from './tables/report-table';
import { ThresholdTable } from './tables/threshold-table';

/** The second of two classes. */
const POSITIVE = 1;

interface ReportBodyProps {
  onSaveReport(): void;
  /** The run, in words. */
  subject: string;
  predictions: SetPredictions;
  /** Of the training, in words; empty for a model without epochs. */
  moment: string;
  /** What was asked about. */
  item: 'image' | 'row';
  view: ReportView;
  onView: (view: ReportView) => void;
  onImages: (query: ImagesQuery) => void;
  /** Looks for wrong labels among the training images; `null` while they cannot be asked. */
  onTrainingLabels: (() => void) | null;
}

/** Figures, tables and curves of one set of answers. */
export function ReportBody({
  onSaveReport,
  subject,
  predictions,
  moment,
  item,
  view,
  onView,
  onImages,
  onTrainingLabels,
}: ReportBodyProps) {
  const { decision, chosen: wanted } = view;
  const metrics = useMemo(() => reportMetrics(predictions), [predictions]);
  const decided = useMemo(() => decide(predictions, decision), [predictions, decision]);
  const binary = isBinary(predictions);
  const { classNames } = predictions;
  // Another run may have fewer classes than the one that the choice was made in.
  const chosen = binary ? POSITIVE : wanted !== null && wanted < classNames.length ? wanted : null;
  const threshold = thresholdOf(decision);
  const onClass = useCallback((truth: number) => onImages({ filter: { truth } }), [onImages]);
  return (
    <div className={styles.body}>
      <div className={styles.figures}>
        <Headline answers={predictions} decided={decided} metrics={metrics} />
        <DecisionControls
          decision={decision}
          positive={binary ? (classNames[POSITIVE] ?? null) : null}
          onChange={(next) => onView({ ...view, decision: next })}
        />
        <div className={styles.scroll}>
          <ReportTable
            decided={decided}
            metrics={metrics}
            caption={captionOf(predictions, decision, moment, item)}
            chosen={binary ? null : chosen}
            items={item === 'row' ? 'Rows' : 'Images'}
            onClass={onClass}
          />
        </div>
        {binary && decided.confusion && (
          <ThresholdTable
            confusion={decided.confusion}
            classNames={classNames}
            threshold={formatFixed(threshold, 2)}
            onCell={(truth, predicted) => onImages({ filter: { truth, predicted }, threshold })}
          />
        )}
        <ExportBar onSaveReport={onSaveReport} predictions={predictions} decision={decision} decided={decided} />
      </div>
      <ReportCharts
        subject={`${subject} · ${[predictions.set, moment].filter(Boolean).join(' ')}, ${counted(predictions.targets.length, item)}`}
        answers={predictions}
        metrics={metrics}
        decision={decision}
        threshold={threshold}
        chosen={chosen}
        onChoose={(next) => onView({ ...view, chosen: next })}
        onImages={onImages}
      />
      <Mistakes answers={predictions} item={item} onImages={onImages} onTrainingLabels={onTrainingLabels} />
    </div>
  );
}

function captionOf({ set, targets }: SetPredictions, decision: Decision, moment: string, item: string): string {
  const how = decision.kind === 'above' ? `classes above p = ${formatFixed(decision.threshold, 2)}` : 'the most likely class';
  return `Classification report: ${[set, moment].filter(Boolean).join(' ')}, ${formatCount(targets.length)} ${item}s, by ${how}.`;
}

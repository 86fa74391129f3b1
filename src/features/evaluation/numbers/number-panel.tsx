import { memo } from 'react';
import type { DatasetId } from '@/experiment/data/datasets';
import type { SetPredictions } from '@/stores/types';
import { Panel } from '@/ui/panel';
import { Placeholder } from '@/ui/waiting/placeholder';
import panel from '../report-panel.module.css';
import { standingOf } from '../standing';
import styles from './number-panel.module.css';
import { PredictedChart } from './predicted-chart';
import { ResidualsChart } from './residuals-chart';

export interface NumberPanelProps {
  /** The run, in words; empty without one. */
  subject: string;
  /** What the run was trained on. */
  dataset: DatasetId;
  /** The newest answers; `null` while there are none. */
  predictions: SetPredictions | null;
  /** 0 of a classical model, which has no steps. */
  stepsPerEpoch: number;
  /** What will be here, or why there is nothing, while there are no answers. */
  hint: string;
}

/** What a model of numbers predicts, while it learns: in the place of the confusion matrix, which counts classes. */
export const NumberPanel = memo(function NumberPanel({ subject, dataset, predictions, stepsPerEpoch, hint }: NumberPanelProps) {
  const numbers = predictions?.numbers;
  if (!predictions || !numbers)
    return (
      <Panel title="Predictions">
        <Placeholder>{hint}</Placeholder>
      </Panel>
    );
  return (
    <Panel
      title="Predictions"
      className={styles.panel}
      aside={<p className={panel.standing}>{standingOf(predictions, dataset, stepsPerEpoch)}</p>}
    >
      <div className={styles.charts}>
        <PredictedChart numbers={numbers} subject={subject} />
        <ResidualsChart numbers={numbers} subject={subject} />
      </div>
    </Panel>
  );
});

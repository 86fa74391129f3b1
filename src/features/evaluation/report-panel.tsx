import type { DatasetId } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { MISSING, momentWords, setWords } from '@/metrics/set-words';
import type { EvaluationSet } from '@/run/types';
import type { ImagesQuery } from '@/stores/images';
import type { SetPredictions } from '@/stores/types';
import { Button } from '@/ui/button';
import { Choice } from '@/ui/fields/choice';
import { Notice } from '@/ui/notice';
import { Panel } from '@/ui/panel';
import { Placeholder } from '@/ui/waiting/placeholder';
import { NumberReport } from './numbers/number-report';
import type { NumberSource } from './numbers/source';
import { ReportBody } from './report-body';
import type { ReportView } from './report-metrics';
import styles from './report-panel.module.css';
import { SET_NAMES, standingOf } from './standing';

export interface ReportPanelProps {
  /** The run, in words; empty without one. */
  subject: string;
  /** What the run was trained on. */
  dataset: DatasetId;
  /** The answers to the set on show; `null` while there are none. */
  predictions: SetPredictions | null;
  /** Why there are none, or none that are newer. */
  error: string | null;
  /** What will be here and what to press, while there is nothing to report. */
  idleHint: string | null;
  set: EvaluationSet;
  view: ReportView;
  onView(view: ReportView): void;
  available: Record<EvaluationSet, boolean>;
  /** The run validated on its test images. */
  testWatched: boolean;
  /** Training goes on: the figures are of a moment that is past. */
  underWay: boolean;
  /** 0 of a classical model, which has no steps. */
  stepsPerEpoch: number;
  onSet(set: EvaluationSet): void;
  /** Saves everything that is known of the run as one page. */
  onSaveReport(predictions: SetPredictions): void;
  /** Opens the images behind a number. */
  onImages(query: ImagesQuery): void;
  /** Looks for wrong labels among the training images; `null` while they cannot be asked. */
  onTrainingLabels: (() => void) | null;
  /** Cells of rows of a table. */
  fetchCells: NumberSource['fetchCells'];
  /** Asks again. */
  onAgain(): void;
}

/** How good what was trained is, in every figure that reports of experiments use; on validation or on test images, never both. */
export function ReportPanel(props: ReportPanelProps) {
  const { dataset, fetchCells } = props;
  const items = itemName({ dataset });
  const { subject, predictions, error, idleHint, set, view, onView, available, testWatched, stepsPerEpoch, onSet, onImages, onAgain } =
    props;
  const options = (['validation', 'test'] as const).map((value) => {
    const help = available[value] ? setWords(value, testWatched, stepsPerEpoch === 0) : MISSING[value];
    return { value, label: SET_NAMES[value], help, disabled: !available[value] };
  });
  const aside = idleHint === null && (
    <>
      {predictions && <Standing {...props} predictions={predictions} />}
      <Choice name={items === 'row' ? 'Rows' : 'Images'} value={set} options={options} onChange={onSet} />
    </>
  );
  return (
    <Panel title="Report" className={styles.panel} aside={aside}>
      {error && (
        <Notice kind="error" title="The report could not be made." actions={<Button onClick={onAgain}>Try again</Button>}>
          {error}
        </Notice>
      )}
      {idleHint !== null && <Placeholder>{idleHint}</Placeholder>}
      {idleHint === null && !predictions && !error && <Placeholder>Testing …</Placeholder>}
      {idleHint === null &&
        predictions &&
        (predictions.numbers ? (
          <NumberReport
            onSaveReport={() => props.onSaveReport(predictions)}
            subject={subject}
            dataset={dataset}
            predictions={predictions}
            numbers={predictions.numbers}
            fetchCells={fetchCells}
          />
        ) : (
          <ReportBody
            onSaveReport={() => props.onSaveReport(predictions)}
            subject={subject}
            predictions={predictions}
            moment={momentWords(predictions, stepsPerEpoch)}
            item={items}
            view={view}
            onView={onView}
            onImages={onImages}
            onTrainingLabels={props.onTrainingLabels}
          />
        ))}
    </Panel>
  );
}

/** Which images the figures are of, and which moment of the training. */
function Standing({ dataset, predictions, underWay, stepsPerEpoch, onAgain }: ReportPanelProps & { predictions: SetPredictions }) {
  return (
    <>
      <p className={styles.standing}>
        {standingOf(predictions, dataset, stepsPerEpoch)}
        {underWay && '; training goes on'}
      </p>
      {underWay && <Button onClick={onAgain}>Ask again</Button>}
    </>
  );
}

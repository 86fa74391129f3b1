import { useState } from 'react';
import type { Normalization } from '@/metrics/confusion';
import type { Evaluation, EvaluationSet } from '@/run/types';
import { Panel } from '@/ui/panel';
import { SavePicture } from '@/ui/pictures/save-picture';
import styles from './confusion-panel.module.css';
import { ConfusionTable } from './confusion-table';
import { EmptyTable } from './empty-table';
import { evaluationWords } from './evaluation-words';
import { NormalizationSelect } from './normalization-select';
import { SetSwitch } from './set-switch';

export interface ConfusionPanelProps {
  /** The run, in words; empty without one. */
  subject: string;
  validation: Evaluation | null;
  test: Evaluation | null;
  classNames: readonly string[];
  /** Training has ended: the test set is shown until a person says otherwise. */
  finished: boolean;
  /** What is counted. */
  items: 'images' | 'rows';
  /** A model without epochs: then there is no moment to name. */
  classical: boolean;
  /** The run validated on its test images. */
  testWatched: boolean;
  /** What to press, while nothing is trained. */
  idleHint: string | null;
  /** Opens the images that a cell counts. */
  onCell(set: EvaluationSet, truth: number, predicted: number): void;
}

const CONFUSION_MATRIX =
  'Each row is the right class, each column is what the model said. Numbers on the diagonal are correct answers; all others are mix-ups.';
const waiting = (items: string, classical: boolean): string =>
  classical
    ? `Counted on the validation and test ${items} once training is done.`
    : `Counted on the validation ${items} after every epoch, and on the test ${items} at the end.`;

/** Which class was taken for which, on validation or on test images, never both. */
export function ConfusionPanel(props: ConfusionPanelProps) {
  const { subject, validation, test, classNames, finished, classical, items, testWatched, idleHint, onCell } = props;
  const [by, setBy] = useState<Normalization>('counts');
  const [choice, setChoice] = useState<{ set: EvaluationSet; finished: boolean } | null>(null);
  // A choice made while training ends with the training: then the test set is what matters.
  const wanted = choice?.finished === finished ? choice.set : finished ? 'test' : 'validation';
  const evaluation = (wanted === 'test' ? test : validation) ?? validation ?? test;
  const picture = async () =>
    (await import('@/print/confusion')).confusionPicture({
      confusion: evaluation?.confusion ?? [],
      subtitle: evaluation ? `${subject} · ${evaluationWords(evaluation, classical)}` : subject,
      classNames,
      by,
    });
  const aside = evaluation && (
    <>
      <SetSwitch
        set={evaluation.set}
        classical={classical}
        testWatched={testWatched}
        available={{ validation: validation !== null, test: test !== null }}
        onChange={(set) => setChoice({ set, finished })}
      />
      <NormalizationSelect value={by} onChange={setBy} />
      <SavePicture make={picture} />
    </>
  );
  return (
    <Panel title="Confusion matrix" help={CONFUSION_MATRIX} className={styles.panel} aside={aside}>
      {evaluation ? (
        <ConfusionTable evaluation={evaluation} classNames={classNames} classical={classical} items={items} by={by} onCell={onCell} />
      ) : (
        <>
          <p className={styles.hint}>{idleHint ?? waiting(items, classical)}</p>
          <EmptyTable classes={Math.max(2, classNames.length)} />
        </>
      )}
    </Panel>
  );
}

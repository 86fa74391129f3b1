import type { ReactNode } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { formatLoss, formatPercent } from '@/experiment/words/numbers';
import type { EpochRecord, Evaluation, Score } from '@/run/types';
import { Term } from '@/ui/help/term';
import styles from './big-numbers.module.css';
import { belowValidation } from './caveats';
import { TEST_ACCURACY, TRAINING_ACCURACY, VALIDATION_ACCURACY, WATCHED_TEST_ACCURACY, WATCHED_VALIDATION_ACCURACY } from './terms';

interface BigNumbersProps {
  /** What was run; `null` while nothing is trained. */
  experiment: Experiment | null;
  validation: Evaluation | null;
  test: Evaluation | null;
  training: EpochRecord | null;
  /** What stands under the figures. */
  children?: ReactNode;
}

/** Where the run stands, in figures that the last row of a classroom can read. */
export function BigNumbers({ experiment, validation, test, training, children }: BigNumbersProps) {
  const watched = experiment?.data.split.validationIsTest ?? false;
  return (
    <div className={styles.numbers}>
      <BigNumber
        name="Validation accuracy"
        help={watched ? WATCHED_VALIDATION_ACCURACY : VALIDATION_ACCURACY}
        look={styles.validation}
        score={validation?.score}
        note={evaluationNote(validation, 'updated every epoch')}
      />
      <BigNumber
        name="Training accuracy"
        help={TRAINING_ACCURACY}
        look={styles.training}
        score={training?.training}
        note={training ? epochNote(training.epoch, training.training) : 'shown during training'}
        why={training && experiment && belowValidation(training, experiment)}
        quiet
      />
      <BigNumber
        name="Test accuracy"
        help={watched ? WATCHED_TEST_ACCURACY : TEST_ACCURACY}
        score={test?.score}
        note={evaluationNote(test, 'measured once, at the end')}
      />
      {children}
    </div>
  );
}

interface BigNumberProps {
  name: string;
  look?: string | undefined;
  score: Score | null | undefined;
  note: string;
  help?: string;
  /** Why the figure is below the one above it, where it is. */
  why?: string | null;
  /** Changes several times a second: not to be announced. */
  quiet?: boolean;
}

/** One accuracy with its name above and what it is of below. */
export function BigNumber({ name, look, score, note, help, why = null, quiet = false }: BigNumberProps) {
  return (
    <div className={styles.number}>
      <p className={styles.note}>{help ? <Term help={help}>{name}</Term> : name}</p>
      <div className={styles.line}>
        <output
          aria-label={name}
          aria-live={quiet ? 'off' : 'polite'}
          className={[styles.figure, score ? look : styles.none].filter(Boolean).join(' ')}
        >
          {formatPercent(score?.accuracy)}
        </output>
        {why && (
          <span className={styles.why}>
            <Term help={why}>why lower?</Term>
          </span>
        )}
      </div>
      <p className={styles.note}>{note}</p>
    </div>
  );
}

const epochNote = (epoch: number, { loss }: Score) => `epoch ${epoch}, loss\u00a0${formatLoss(loss).replace('-', '\u2011')}`;

function evaluationNote(evaluation: Evaluation | null, until: string): string {
  return evaluation ? epochNote(evaluation.epoch, evaluation.score) : until;
}

import type { ReactNode } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { formatLoss, NO_NUMBER } from '@/experiment/words/numbers';
import { formatInUnit, type ScoreWords } from '@/experiment/words/score';
import { rmseOf } from '@/metrics/numbers/regression';
import type { EpochRecord, Evaluation, RunTarget, Score } from '@/run/types';
import { Term } from '@/ui/help/term';
import styles from './big-numbers.module.css';
import { belowValidation } from './caveats';
import { RMSE, TEST_ACCURACY, TRAINING_ACCURACY, VALIDATION_ACCURACY, WATCHED_TEST_ACCURACY, WATCHED_VALIDATION_ACCURACY } from './terms';

interface BigNumbersProps {
  /** What was run; `null` while nothing is trained. */
  experiment: Experiment | null;
  validation: Evaluation | null;
  test: Evaluation | null;
  training: EpochRecord | null;
  /** How the second figure of a score is spoken of. */
  words: ScoreWords;
  /** The number that the run predicts; `null` where it predicts classes. */
  target: RunTarget | null;
  /** What stands under the figures. */
  children?: ReactNode;
}

/** Where the run stands, in figures that the last row of a classroom can read. */
export function BigNumbers({ experiment, validation, test, training, words, target, children }: BigNumbersProps) {
  const watched = experiment?.data.split.validationIsTest ?? false;
  const { word, format, ofNumber } = words;
  return (
    <div className={styles.numbers}>
      <BigNumber
        name={`Validation ${word}`}
        help={ofNumber ? words.help : watched ? WATCHED_VALIDATION_ACCURACY : VALIDATION_ACCURACY}
        look={styles.validation}
        figure={validation && format(validation.score.accuracy)}
        note={evaluationNote(validation, 'updated every epoch')}
      />
      <BigNumber
        name={`Training ${word}`}
        help={ofNumber ? words.help : TRAINING_ACCURACY}
        look={styles.training}
        figure={training && format(training.training.accuracy)}
        note={training ? epochNote(training.epoch, training.training) : 'shown during training'}
        why={training && experiment && belowValidation(training, experiment)}
        quiet
      />
      <BigNumber
        name={`Test ${word}`}
        help={ofNumber ? words.help : watched ? WATCHED_TEST_ACCURACY : TEST_ACCURACY}
        figure={test && format(test.score.accuracy)}
        note={evaluationNote(test, 'measured once, at the end')}
      />
      {ofNumber && <TestRmse test={test} target={target} />}
      {children}
    </div>
  );
}

interface BigNumberProps {
  name: string;
  look?: string | undefined;
  /** In words; a dash stands where there is none yet. */
  figure: string | null;
  note: string;
  help?: string;
  /** Why the figure is below the one above it, where it is. */
  why?: string | null;
  /** Changes several times a second: not to be announced. */
  quiet?: boolean;
}

/** One figure with its name above and what it is of below. */
export function BigNumber({ name, look, figure, note, help, why = null, quiet = false }: BigNumberProps) {
  return (
    <div className={styles.number}>
      <p className={styles.note}>{help ? <Term help={help}>{name}</Term> : name}</p>
      <div className={styles.line}>
        <output
          aria-label={name}
          aria-live={quiet ? 'off' : 'polite'}
          className={[styles.figure, figure !== null ? look : styles.none].filter(Boolean).join(' ')}
        >
          {figure ?? NO_NUMBER}
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

/** The typical error on the test rows, in the unit of what is predicted. */
export function TestRmse({ test, target }: { test: Evaluation | null; target: RunTarget | null }) {
  const unit = target?.unit ?? '';
  const figures = test?.numbers;
  return (
    <BigNumber
      name="Test RMSE"
      help={RMSE}
      figure={figures ? formatInUnit(rmseOf(figures), unit) : null}
      note={figures ? `mean error\u00a0${formatInUnit(figures.mae, unit)}` : 'measured once, at the end'}
    />
  );
}

const epochNote = (epoch: number, { loss }: Score) => `epoch ${epoch}, loss\u00a0${formatLoss(loss).replace('-', '\u2011')}`;

function evaluationNote(evaluation: Evaluation | null, until: string): string {
  return evaluation ? epochNote(evaluation.epoch, evaluation.score) : until;
}

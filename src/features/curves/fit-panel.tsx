import { useId } from 'react';
import { type ClassicalModel, classicalEntry } from '@/experiment/classical/models';
import { formatDuration, formatLoss, NO_NUMBER } from '@/experiment/words/numbers';
import type { ScoreWords } from '@/experiment/words/score';
import type { Evaluation, Fit, RunTarget, Score } from '@/run/types';
import { BigNumber, TestRmse } from './big-numbers';
import bigStyles from './big-numbers.module.css';
import styles from './fit-panel.module.css';

export interface FitPanelProps {
  model: ClassicalModel;
  /** What it learns from. */
  item: 'image' | 'row';
  /** How it was learnt; `null` until it has. */
  fit: Fit | null;
  validation: Evaluation | null;
  test: Evaluation | null;
  /** The run is over: what is missing will not come any more. */
  ended: boolean;
  words: ScoreWords;
  /** The number that is predicted; `null` where classes are. */
  target: RunTarget | null;
  /** What to press, while nothing is trained. */
  idleHint: string | null;
}

/** What a classical model has come to: where a network has curves, four figures side by side, and why there are no curves. */
export function FitPanel({ model, item, fit, validation, test, ended, words, target, idleHint }: FitPanelProps) {
  const id = useId();
  const { title, keepsImages, noCurve } = classicalEntry(model, item);
  const until = ended ? 'not known' : 'when it has learned';
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className="visually-hidden">
        Curves
      </h2>
      <div className={styles.figures}>
        <ScoreBar words={words} name={`Validation ${words.word}`} look={styles.validation} score={validation?.score} until={until} />
        <ScoreBar
          words={words}
          name={`Training ${words.word}`}
          look={styles.training}
          score={fit?.training}
          until={fit && keepsImages ? UNASKED : until}
        />
        <ScoreBar words={words} name={`Test ${words.word}`} look={styles.test} score={test?.score} until={ended ? until : 'at the end'} />
        {words.ofNumber && (
          <div className={styles.figure}>
            <TestRmse test={test} target={target} />
          </div>
        )}
        <div className={styles.figure}>
          <p className={bigStyles.note}>Training time</p>
          <output aria-label="Training time" className={`${bigStyles.figure} ${fit ? '' : bigStyles.none}`}>
            {fit ? fitSeconds(fit) : NO_NUMBER}
          </output>
          <p className={bigStyles.note}>{fit ? 'learning alone' : until}</p>
        </div>
      </div>
      <div className={styles.words}>
        <h3>{title}</h3>
        {idleHint && <p className={styles.hint}>{idleHint}</p>}
        {fit?.notes.map((note) => (
          <p key={note} className={styles.remark}>
            {note}
          </p>
        ))}
        <p>{noCurve}</p>
      </div>
    </section>
  );
}

/** For a model that answers by comparing with its training images: asking about each of them would take long and say little. */
const UNASKED = 'not measured: it would take too long';

/** What only counts is done before a tenth of a second can be read. */
const fitSeconds = ({ seconds }: Fit): string => formatDuration(seconds);

interface ScoreBarProps {
  words: ScoreWords;
  name: string;
  look: string | undefined;
  score: Score | null | undefined;
  until: string;
}

/** A figure over a bar, so that what was learnt by heart is seen beside what holds for new images. */
function ScoreBar({ words, name, look, score, until }: ScoreBarProps) {
  return (
    <div className={[styles.figure, look].filter(Boolean).join(' ')}>
      <BigNumber
        name={name}
        look={styles.coloured}
        figure={score ? words.format(score.accuracy) : null}
        note={score ? `loss ${formatLoss(score.loss)}` : until}
      />
      <div className={styles.track} aria-hidden="true">
        <div style={{ width: `${100 * Math.max(0, score?.accuracy ?? 0)}%` }} />
      </div>
    </div>
  );
}

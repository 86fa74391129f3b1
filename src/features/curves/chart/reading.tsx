import { formatCount, formatLoss } from '@/experiment/words/numbers';
import type { ScoreWords } from '@/experiment/words/score';
import type { Score } from '@/run/types';
import { type RunCurves, readingAt } from '../run-curves';
import styles from './reading.module.css';

interface ReadingProps {
  /** In epochs. */
  x: number;
  run: RunCurves;
  ghost: RunCurves | null;
  ghostName: string | null;
  words: ScoreWords;
  /** Losses are shown multiplied by it. */
  lossFactor: number;
}

/** The exact figures under the pointer, or where the arrow keys stand: both results of that step, and the last validation up to it. */
export function Reading({ x, run, ghost, ghostName, words, lossFactor }: ReadingProps) {
  const now = readingAt(run, x);
  const before = ghost && readingAt(ghost, x);
  if (!now && !before) return null;
  const shared = { words, lossFactor };
  return (
    <div className={styles.reading} role="status">
      <p className={styles.place}>
        <strong>Epoch {x.toFixed(2)}</strong>
        {now && <span> step {formatCount(now.step)}</span>}
      </p>
      <dl className={styles.figures}>
        {now && <Scores {...shared} name="training" look={styles.training} score={now.training} />}
        {now?.validation && (
          <Scores {...shared} name={`validation, epoch ${now.validation.epoch}`} look={styles.validation} score={now.validation.score} />
        )}
        {before && <dt className={styles.before}>{ghostName}</dt>}
        {before && <Scores {...shared} name="training" score={before.training} />}
        {before?.validation && <Scores {...shared} name={`validation, epoch ${before.validation.epoch}`} score={before.validation.score} />}
      </dl>
    </div>
  );
}

interface ScoresProps extends Pick<ReadingProps, 'words' | 'lossFactor'> {
  name: string;
  look?: string | undefined;
  score: Score | null;
}

function Scores({ name, look, score, words, lossFactor }: ScoresProps) {
  return (
    <>
      <dt className={look}>{name}</dt>
      <dd>{formatLoss(score && score.loss * lossFactor)}</dd>
      <dd>{words.format(score?.accuracy)}</dd>
    </>
  );
}

import { formatCount, formatLoss, formatPercent } from '@/experiment/words/numbers';
import type { Score } from '@/run/types';
import styles from './reading.module.css';
import { type RunCurves, readingAt } from './run-curves';

interface ReadingProps {
  /** In epochs. */
  x: number;
  run: RunCurves;
  ghost: RunCurves | null;
  ghostName: string | null;
}

/** The exact figures under the pointer, or where the arrow keys stand: both results of that step, and the last validation up to it. */
export function Reading({ x, run, ghost, ghostName }: ReadingProps) {
  const now = readingAt(run, x);
  const before = ghost && readingAt(ghost, x);
  if (!now && !before) return null;
  return (
    <div className={styles.reading} role="status">
      <p className={styles.place}>
        <strong>Epoch {x.toFixed(2)}</strong>
        {now && <span> step {formatCount(now.step)}</span>}
      </p>
      <dl className={styles.figures}>
        {now && <Scores name="training" look={styles.training} score={now.training} />}
        {now?.validation && (
          <Scores name={`validation, epoch ${now.validation.epoch}`} look={styles.validation} score={now.validation.score} />
        )}
        {before && <dt className={styles.before}>{ghostName}</dt>}
        {before && <Scores name="training" score={before.training} />}
        {before?.validation && <Scores name={`validation, epoch ${before.validation.epoch}`} score={before.validation.score} />}
      </dl>
    </div>
  );
}

function Scores({ name, look, score }: { name: string; look?: string | undefined; score: Score | null }) {
  return (
    <>
      <dt className={look}>{name}</dt>
      <dd>{formatLoss(score?.loss)}</dd>
      <dd>{formatPercent(score?.accuracy)}</dd>
    </>
  );
}

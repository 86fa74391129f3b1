import type { ReactNode } from 'react';
import { formatCount, formatPart } from '@/experiment/words/numbers';
import styles from './card-row.module.css';

interface CardRowProps {
  title: ReactNode;
  summary: string;
  /** The output's shape in words; `null` where the stack is wrong before. */
  shape: ReactNode | null;
  parameters: number;
  /** Parameters of the whole network; `null` where they cannot be known, and so no share of them. */
  total: number | null;
}

/** The line that every card shows: what it is, what leaves it, what it learns, and a bar for its share of all that is learnt. */
export function CardRow({ title, summary, shape, parameters, total }: CardRowProps) {
  return (
    <span className={styles.row}>
      <span className={styles.what}>
        <span className={styles.title}>{title}</span>
        {summary && (
          <span className={styles.summary} title={summary}>
            <Aloud>, </Aloud>
            {summary}
          </span>
        )}
      </span>
      <span className={styles.shape} title={shape === null ? 'Fix the error above to see this' : undefined}>
        <Aloud>, output </Aloud>
        {shape ?? '?'}
      </span>
      <span className={styles.parameters}>{parameters > 0 && <Parameters count={parameters} total={total} />}</span>
    </span>
  );
}

function Parameters({ count, total }: { count: number; total: number | null }) {
  return (
    <>
      <Aloud>, </Aloud>
      {formatCount(count)}
      <Aloud> parameters{total !== null && `, ${formatPart(count, total)} of all`}</Aloud>
      {total !== null && (
        <span className={styles.share} aria-hidden="true">
          <span style={{ width: `${(100 * count) / Math.max(1, total)}%` }} />
        </span>
      )}
    </>
  );
}

/** Words that only a screen reader needs: the eye has the columns. */
const Aloud = ({ children }: { children: ReactNode }) => <span className="visually-hidden">{children}</span>;

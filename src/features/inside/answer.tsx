import { formatPercent } from '@/experiment/words/numbers';
import styles from './answer.module.css';

interface AnswerProps {
  probabilities: readonly number[];
  classNames: readonly string[];
  /** The right class; `null` where nobody knows it. */
  target: number | null;
}

/** What leaves the network: the probability of each class. */
export function Answer({ probabilities, classNames, target }: AnswerProps) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  return (
    <section className={styles.answer} aria-label="Answer">
      <h3>Answer</h3>
      <ul>
        {probabilities.map((share, at) => (
          <li key={classNames[at]} className={styles.line} data-best={at === best}>
            <span className={styles.name}>
              {classNames[at]}
              {at === target && <span className={styles.right}> ✓ right class</span>}
            </span>
            <span className={styles.track}>
              <span className={styles.fill} style={{ width: `${100 * share}%` }} />
            </span>
            <span className={styles.share}>{formatPercent(share)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

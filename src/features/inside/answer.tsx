import { formatPercent } from '@/experiment/words/numbers';
import { Button } from '@/ui/button';
import styles from './answer.module.css';
import { AnswerNumbers } from './numbers/answer-numbers';

interface AnswerProps {
  probabilities: readonly number[];
  classNames: readonly string[];
  /** The right class; `null` where nobody knows it. */
  target: number | null;
  /** What the output layer computes before its activation; `null` where that is not known. */
  logits: ArrayLike<number> | null;
  /** Whether every number is shown. */
  open: boolean;
  onOpen(open: boolean): void;
}

/** What leaves the network: the probability of each class. */
export function Answer({ probabilities, classNames, target, logits, open, onOpen }: AnswerProps) {
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
      {logits && (
        <Button look="quiet" aria-expanded={open} onClick={() => onOpen(!open)}>
          {open ? 'Hide the numbers' : 'Show every number'}
        </Button>
      )}
      {open && logits && <AnswerNumbers logits={logits} classNames={classNames} />}
    </section>
  );
}

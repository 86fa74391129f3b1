import { plannedBrackets } from '@/study/plan';
import type { Study } from '@/study/study';
import { bracketWords } from '@/study/words';
import styles from './setup.module.css';

const MOST_SHOWN = 6;

/** What Hyperband does with its budget, bracket by bracket; nothing of any other method. `trials`: what the budget buys. */
export function Brackets({ study, trials }: { study: Study; trials: number }) {
  const brackets = plannedBrackets(study, trials);
  if (brackets.length === 0) return null;
  const more = brackets.length - MOST_SHOWN;
  return (
    <ol className={styles.brackets} aria-label="Brackets">
      {brackets.slice(0, MOST_SHOWN).map((bracket, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bracket is its place in the order, and nothing else tells two of them apart.
        <li key={k}>
          Bracket {k + 1}: {bracketWords(bracket)}
        </li>
      ))}
      {more > 0 && <li>The next {more} are alike.</li>}
    </ol>
  );
}

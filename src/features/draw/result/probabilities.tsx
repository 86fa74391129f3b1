import { byProbability, percent } from './answer';
import styles from './result.module.css';

interface ProbabilitiesProps {
  probabilities: readonly number[] | null;
  classNames: readonly string[];
  /** They mean little. */
  faint: boolean;
}

/** How many rows stay where the panel is too low for all of them. */
const FEW = 4;

/** Every class with its probability, always in class order: the bars move, the names stay where the eye has learnt them. */
export function Probabilities({ probabilities, classNames, faint }: ProbabilitiesProps) {
  const order = probabilities ? byProbability(probabilities) : [];
  return (
    <ul className={styles.bars} aria-label="Probabilities" data-faint={faint || undefined}>
      {classNames.map((name, index) => (
        <Bar key={name} name={name} share={probabilities?.[index] ?? null} rank={order.indexOf(index)} />
      ))}
    </ul>
  );
}

/** `data-few` marks the rows that a low panel leaves out of sight (never out of the accessibility tree). */
function Bar({ name, share, rank }: { name: string; share: number | null; rank: number }) {
  return (
    <li className={styles.bar} data-top={rank === 0} data-few={rank >= 0 && rank < FEW} style={{ order: Math.max(0, rank) }}>
      <i style={{ transform: `scaleX(${share ?? 0})` }} />
      <span title={name}>{name}</span> <b>{share === null ? '–' : percent(share)}</b>
    </li>
  );
}

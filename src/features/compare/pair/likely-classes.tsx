import { useId } from 'react';
import { formatPercent } from '@/experiment/words/numbers';
import { likeliest } from '@/metrics/comparison/paired';
import { LineSample } from '../chart/marker';
import type { ComparedRun } from '../compared';
import styles from './pair.module.css';

/** What one run makes of a picture: every class with its probability, in the order of the classes, so that two lists can be read across. */
export function LikelyClasses({ compared, probabilities }: { compared: ComparedRun; probabilities: readonly number[] | null }) {
  const id = useId();
  const { run, letter, title, mark } = compared;
  const answer = probabilities ? likeliest(probabilities) : -1;
  return (
    <div className={styles.likely}>
      <p id={id} className={styles.heading}>
        <LineSample mark={mark} />
        <b>{letter}</b> <span>{probabilities ? `${run.classNames[answer]} ${formatPercent(probabilities[answer])}` : title}</span>
      </p>
      <ul aria-labelledby={id}>
        {run.classNames.map((name, i) => (
          <li key={name} data-answer={i === answer || undefined}>
            <i style={{ transform: `scaleX(${probabilities?.[i] ?? 0})`, background: mark.color }} />
            <span>{name}</span> <span>{probabilities ? formatPercent(probabilities[i]) : '–'}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

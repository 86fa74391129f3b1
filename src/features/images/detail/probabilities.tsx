import { percentWords } from '../words';
import styles from './image-detail.module.css';

interface ProbabilitiesProps {
  probabilities: ArrayLike<number>;
  target: number;
  predicted: number;
  classNames: readonly string[];
}

/** The probability of every class, the true one and the predicted one marked. */
export function Probabilities({ probabilities, target, predicted, classNames }: ProbabilitiesProps) {
  return (
    <table className={styles.probabilities} aria-label="Probabilities">
      <tbody>
        {classNames.map((name, k) => {
          const share = probabilities[k] ?? Number.NaN;
          const known = Number.isFinite(share) ? share : 0;
          return (
            <tr key={name} data-right={k === target} data-said={k === predicted}>
              <th scope="row" title={name}>
                {name}
                {k === target && <span className="visually-hidden"> (true class)</span>}
              </th>
              <td className={styles.lane}>
                <span style={{ width: `${100 * known}%` }} />
              </td>
              <td>{percentWords(share)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

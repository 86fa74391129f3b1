import { followedNumber } from '@/metrics/walkthrough/numbers';
import { softmaxTerms } from '@/metrics/walkthrough/walk';
import styles from './answer-numbers.module.css';

interface AnswerNumbersProps {
  /** What the output layer computes before its activation: one for each class, or a single one for the second of two. */
  logits: ArrayLike<number>;
  classNames: readonly string[];
}

/** Every number that the probabilities of an answer are made of, to be followed by hand. */
export function AnswerNumbers({ logits, classNames }: AnswerNumbersProps) {
  return logits.length === 1 ? <Sigmoid z={logits[0] ?? Number.NaN} classNames={classNames} /> : <Softmax {...{ logits, classNames }} />;
}

function Softmax({ logits, classNames }: AnswerNumbersProps) {
  const z = Float64Array.from(logits);
  const { most, powers, total } = softmaxTerms(z);
  return (
    <>
      <p className={styles.words}>
        Softmax: p = e^(z − m) / sum of all e^(z − m). The logits z leave the last layer; m = {followedNumber(most)} is the largest of them.
      </p>
      <div className={styles.box}>
        <table className={styles.table} aria-label="Every number of the answer">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col">z</th>
              <th scope="col">e^(z − m)</th>
              <th scope="col">p</th>
            </tr>
          </thead>
          <tbody>
            {classNames.map((name, k) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{followedNumber(z[k] ?? Number.NaN)}</td>
                <td>{followedNumber(powers[k] ?? Number.NaN)}</td>
                <td>{followedNumber((powers[k] ?? Number.NaN) / total)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Sum</th>
              <td />
              <td>{followedNumber(total)}</td>
              <td>{followedNumber(powers.reduce((sum, power) => sum + power / total, 0))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

function Sigmoid({ z, classNames: [first = '', second = ''] }: { z: number; classNames: readonly string[] }) {
  const p = 1 / (1 + Math.exp(-z));
  return (
    <>
      <p className={styles.words}>Sigmoid: p = 1 / (1 + e^−z). The logit z leaves the last layer.</p>
      <div className={styles.box}>
        <table className={styles.table} aria-label="Every number of the answer">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col">z</th>
              <th scope="col">e^−z</th>
              <th scope="col">p</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{second}</th>
              <td>{followedNumber(z)}</td>
              <td>{followedNumber(Math.exp(-z))}</td>
              <td>{followedNumber(p)}</td>
            </tr>
            <tr>
              <th scope="row">{first}</th>
              <td colSpan={2}>1 − p</td>
              <td>{followedNumber(1 - p)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </>
  );
}

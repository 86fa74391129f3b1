import { confusionDifference } from '@/metrics/confusion';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { Scroll } from '../tables/scroll';
import pair from './pair.module.css';

/** Where the confusion of the second run on the test images differs from the first one's, in points of each true class. */
export function DifferenceMatrix({ a, b }: { a: ComparedRun; b: ComparedRun }) {
  const [first, second] = [a.run.test, b.run.test];
  if (!first || !second) return <p className={styles.none}>One of them was not tested: there is no confusion matrix to compare.</p>;
  const { classNames } = a.run;
  const difference = confusionDifference(first.confusion, second.confusion);
  return (
    <Scroll name="Difference of confusion">
      <table className={`${styles.table} ${pair.matrix}`}>
        <caption>
          Confusion of {b.letter} less that of {a.letter}
          <span>In points: of 100 images of a class, how many more are called so. More is better on the diagonal only.</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">True class</th>
            {classNames.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {difference.map((row, i) => (
            <tr key={classNames[i]}>
              <th scope="row">{classNames[i]}</th>
              {row.map((share, j) => {
                const points = 100 * share;
                const words = pointWords(points);
                return (
                  <td
                    key={classNames[j]}
                    data-better={words === '0' ? undefined : points > 0 === (i === j)}
                    data-diagonal={i === j || undefined}
                  >
                    {words}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function pointWords(points: number): string {
  const size = Math.abs(points).toFixed(1);
  if (size === '0.0') return '0';
  return points > 0 ? `+${size}` : `−${size}`;
}

import { confusionDifference } from '@/metrics/confusion';
import { SavePicture } from '@/ui/pictures/save-picture';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { Scroll } from '../tables/scroll';
import pair from './pair.module.css';

/** Where the confusion of the second run on the test images differs from the first one's, in points of each true class. */
export function DifferenceMatrix({ a, b }: { a: ComparedRun; b: ComparedRun }) {
  const [first, second] = [a.run.test, b.run.test];
  if (!first || !second) return <p className={styles.none}>One of them was not tested: there is no confusion matrix to compare.</p>;
  const { classNames } = a.run;
  const cells = confusionDifference(first.confusion, second.confusion).map((row, i) => row.map((share, j) => cellOf(share, i === j)));
  const title = `Confusion of ${b.letter} minus that of ${a.letter}`;
  const picture = async () => {
    const { differencePicture } = await import('@/print/confusion-difference');
    return differencePicture({ cells, classNames, title, subtitle: [b, a].map(({ letter, title }) => `${letter}: ${title}`).join(' · ') });
  };
  return (
    <div className={pair.saved}>
      <Scroll name="Difference of confusion">
        <table className={`${styles.table} ${pair.matrix}`}>
          <caption>
            {title}
            <span>In percentage points: of 100 images of a class, how many more get this answer. More is better only on the diagonal.</span>
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
            {cells.map((row, i) => (
              <tr key={classNames[i]}>
                <th scope="row">{classNames[i]}</th>
                {row.map(({ words, better }, j) => (
                  <td key={classNames[j]} data-better={better} data-diagonal={i === j || undefined}>
                    {words}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <SavePicture make={picture} />
    </div>
  );
}

/** A share of a class's images in signed points, and whether it is good to have more of them. */
function cellOf(share: number, right: boolean): { words: string; better: boolean | undefined } {
  const size = Math.abs(100 * share).toFixed(1);
  if (size === '0.0') return { words: '0', better: undefined };
  return { words: share > 0 ? `+${size}` : `−${size}`, better: share > 0 === right };
}

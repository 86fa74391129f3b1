import type { ItemShape } from '@/experiment/data/item-shape';
import { LONGEST_NAME } from '@/experiment/data/own';
import { formatCount } from '@/experiment/words/numbers';
import type { ImagesPreview } from '@/stores/types';
import { Pixels } from '@/ui/pictures/pixels';
import styles from './opening.module.css';

interface ClassTableProps {
  classes: ImagesPreview['classes'];
  itemShape: ItemShape;
  /** What is wrong with a class, by its place. */
  problems: ReadonlyMap<number, string>;
  onName(label: number, name: string): void;
}

/** The classes that were found: their names, which can be changed, how many images they have, and some of them. */
export function ClassTable({ classes, itemShape: [, width, channels], problems, onName }: ClassTableProps) {
  return (
    <div className={styles.scroll}>
      <table className={styles.classes}>
        <caption className="visually-hidden">Classes with their images</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Train</th>
            <th scope="col">Test</th>
            <th scope="col">Some training images</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name, train, test, pictures }, label) => (
            // The place is the identity: names change while they are typed.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <tr key={label}>
              <td>
                <input
                  className={styles.name}
                  aria-label={`Name of class ${label + 1}`}
                  aria-invalid={problems.has(label)}
                  aria-describedby={problems.has(label) ? `class-problem-${label}` : undefined}
                  autoComplete="off"
                  maxLength={LONGEST_NAME}
                  value={name}
                  onChange={(event) => onName(label, event.target.value)}
                />
                {problems.has(label) && (
                  <p id={`class-problem-${label}`} className={styles.problem}>
                    {problems.get(label)}
                  </p>
                )}
              </td>
              <td>{formatCount(train)}</td>
              <td>{formatCount(test)}</td>
              <td>
                <div className={styles.pictures}>
                  {pictures.map((bytes, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: images have no other name.
                    <Pixels key={i} bytes={bytes} width={width} channels={channels} label={i === 0 ? `Images of class ${name}` : ''} />
                  ))}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

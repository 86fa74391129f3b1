import type { ItemShape } from '@/experiment/data/item-shape';
import { LONGEST_NAME } from '@/experiment/data/own';
import { formatCount } from '@/experiment/words/numbers';
import type { ImagesPreview } from '@/stores/types';
import { Button } from '@/ui/button';
import { Pixels } from '@/ui/pictures/pixels';
import type { ClassRow } from './classes';
import styles from './opening.module.css';

interface ClassTableProps {
  rows: readonly (ClassRow & Pick<ImagesPreview['classes'][number], 'pictures'>)[];
  /** Places of the classes that become one with another. */
  merged: ReadonlySet<number>;
  itemShape: ItemShape;
  /** What is wrong with the class at a place. */
  problemOf(label: number): string | undefined;
  onName(label: number, name: string): void;
  /** Leaves a class out, or takes it in again. */
  onDrop(label: number): void;
}

/** The classes that were found: their names, which can be changed, how many images they have, and some of them. */
export function ClassTable({ rows, merged, itemShape: [, width, channels], problemOf, onName, onDrop }: ClassTableProps) {
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
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, train, test, pictures, dropped }, label) => (
            // The place is the identity: names change while they are typed.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <tr key={label} data-dropped={dropped || undefined}>
              <td>
                <input
                  className={styles.name}
                  aria-label={`Name of class ${label + 1}`}
                  aria-invalid={problemOf(label) !== undefined}
                  aria-describedby={problemOf(label) ? `class-problem-${label}` : undefined}
                  autoComplete="off"
                  maxLength={LONGEST_NAME}
                  value={name}
                  disabled={dropped}
                  onChange={(event) => onName(label, event.target.value)}
                />
                {problemOf(label) && (
                  <p id={`class-problem-${label}`} className={styles.problem}>
                    {problemOf(label)}
                  </p>
                )}
                {merged.has(label) && <p className={styles.remark}>One class with the other “{name.trim()}”.</p>}
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
              <td>
                <Button look="quiet" aria-label={`${dropped ? 'Keep' : 'Leave out'} class ${label + 1}`} onClick={() => onDrop(label)}>
                  {dropped ? 'Keep' : 'Leave out'}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

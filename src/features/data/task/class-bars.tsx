import type { ReactNode } from 'react';
import { counted, formatCount } from '@/experiment/words/numbers';
import { SavePicture } from '@/ui/pictures/save-picture';
import styles from './class-bars.module.css';
import type { ClassCount } from './task-counts';

/** Height of the longest bar. */
const BAR_PIXELS = 24;

/** Among more bars than this, numbers from 1,000 on are wider than a bar. */
const MANY = 6;

interface ClassBarsProps {
  title: string;
  /** What else a picture of the bars says: of which data set they are. */
  subtitle: string;
  counts: readonly ClassCount[];
  /** The tallest bar there is room for, so that two rows of bars can be compared. */
  most: number;
  /** Stands under each bar in place of its name. */
  signs?: readonly ReactNode[] | undefined;
  /** Opens the images that a bar counts, by its class. Bars from `classes` on count images of no class, and bars of none have nothing to open. */
  onOpen(chosen: number): void;
  classes: number;
  item: 'image' | 'row';
}

/** How many images each class has: a bar with its number above and its name or picture below. */
export function ClassBars({ title, subtitle, counts, most, signs, onOpen, classes, item }: ClassBarsProps) {
  const picture = async () => (await import('@/print/charts/class-counts')).classCountsPicture({ title, subtitle, counts });
  // Every other number then stands a line lower, so that each has the room of two.
  const staggered = counts.length > MANY && counts.some(({ count }) => count >= 1000);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>
        {title}
        <SavePicture make={picture} />
      </figcaption>
      <ul className={styles.bars} data-staggered={staggered || undefined} aria-label={title}>
        {counts.map(({ name, count }, i) => (
          // Two groups may share a name while it is typed, so the position is the identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={i}>
            <button
              type="button"
              className={styles.column}
              title={`${name}: ${formatCount(count)}`}
              aria-label={`${name}: ${counted(count, item)}`}
              disabled={count === 0 || i >= classes}
              onClick={() => onOpen(i)}
            >
              <span className={styles.number}>{formatCount(count)}</span>
              <span className={styles.bar} style={{ height: `${(BAR_PIXELS * count) / Math.max(1, most)}px` }} />
              {signs?.[i] ?? <span className={styles.name}>{name}</span>}
            </button>
          </li>
        ))}
      </ul>
    </figure>
  );
}

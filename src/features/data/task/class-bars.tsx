import type { ReactNode } from 'react';
import { formatCount } from '@/experiment/words/numbers';
import { SavePicture } from '@/ui/pictures/save-picture';
import styles from './class-bars.module.css';
import type { ClassCount } from './task-counts';

/** Height of the longest bar. */
const BAR_PIXELS = 24;

interface ClassBarsProps {
  title: string;
  /** What else a picture of the bars says: of which data set they are. */
  subtitle: string;
  counts: readonly ClassCount[];
  /** The tallest bar there is room for, so that two rows of bars can be compared. */
  most: number;
  /** Stands under each bar in place of its name. */
  signs?: readonly ReactNode[] | undefined;
}

/** How many images each class has: a bar with its number above and its name or picture below. */
export function ClassBars({ title, subtitle, counts, most, signs }: ClassBarsProps) {
  const words = counts.map(({ name, count }) => `${name} ${formatCount(count)}`).join(', ');
  const picture = async () => (await import('@/print/charts/class-counts')).classCountsPicture({ title, subtitle, counts });
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>
        {title}
        <SavePicture make={picture} />
      </figcaption>
      <div className={styles.bars} role="img" aria-label={`${title}: ${words}`}>
        {counts.map(({ name, count }, i) => (
          // Two groups may share a name while it is typed, so the position is the identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <div key={i} className={styles.column} title={`${name}: ${formatCount(count)}`}>
            <span className={styles.number}>{formatCount(count)}</span>
            <span className={styles.bar} style={{ height: `${(BAR_PIXELS * count) / Math.max(1, most)}px` }} />
            {signs?.[i] ?? <span className={styles.name}>{name}</span>}
          </div>
        ))}
      </div>
    </figure>
  );
}

import { type ReactNode, useId, useRef } from 'react';
import { SavePicture } from '@/ui/pictures/save-picture';
import { pictureOfElement } from '@/ui/pictures/svg-element';
import { useWidth } from '@/ui/use-width';
import { ChartTable, type FigureTable } from './chart-table';
import styles from './charts.module.css';

interface ChartProps {
  title: string;
  height: number;
  /** Pixels below which it is not squeezed: it is moved sideways instead. */
  leastWidth?: number;
  /** What a screen reader says of the picture. */
  description: string;
  /** Its numbers. */
  tables(): readonly FigureTable[];
  /** Beside the title. */
  aside?: ReactNode;
  /** It has parts of its own that can be operated. */
  interactive?: boolean;
  children(width: number): ReactNode;
}

/** A picture with its title, as wide as there is room, that can be saved as it stands. */
export function Chart({ title, height, leastWidth = 0, description, tables, aside, interactive = false, children }: ChartProps) {
  const id = useId();
  const [frame, width] = useWidth<HTMLElement>();
  const drawn = Math.max(width, leastWidth);
  const picture = useRef<SVGSVGElement>(null);
  return (
    <figure ref={frame} className={styles.chart} aria-labelledby={id}>
      <figcaption>
        <span id={id}>{title}</span>
        <span className={styles.tools}>
          {aside}
          <ChartTable title={title} tables={tables} />
          <SavePicture make={async () => pictureOfElement(picture.current, title)} />
        </span>
      </figcaption>
      <div className={styles.frame}>
        <svg ref={picture} width={drawn} height={height} {...(interactive ? {} : { role: 'img' })} aria-label={description}>
          {children(drawn)}
        </svg>
      </div>
    </figure>
  );
}

import { type ReactNode, useId } from 'react';
import type { Picture } from '@/print/picture';
import { SavePicture } from '@/ui/pictures/save-picture';
import styles from './number-report.module.css';

/** The drawing's own coordinates; the page stretches it evenly. */
export const WIDE = 480;
export const HIGH = 300;
/** The room around the plot: for the figures of its axes and their titles. */
export const LEFT = 58;
export const RIGHT = 12;
export const TOP = 10;
export const BOTTOM = 40;

interface NumberChartProps {
  title: ReactNode;
  /** The chart as a picture to keep. */
  picture(): Promise<Picture>;
  description: string;
  xTitle: string;
  yTitle: string;
  children: ReactNode;
}

/** The frame of a chart of numbers, drawn from (0, 0) to (WIDE, HIGH). */
export function NumberChart({ title, picture, description, xTitle, yTitle, children }: NumberChartProps) {
  const id = useId();
  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <h3 id={id}>{title}</h3>
        <SavePicture make={picture} />
      </figcaption>
      <div className={styles.frame}>
        <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={description}>
          {children}
          <text x={(LEFT + WIDE - RIGHT) / 2} y={HIGH - 6} textAnchor="middle" className={styles.tick}>
            {xTitle}
          </text>
          <text x={-(TOP + HIGH - BOTTOM) / 2} y={12} transform="rotate(-90)" textAnchor="middle" className={styles.tick}>
            {yTitle}
          </text>
        </svg>
      </div>
    </figure>
  );
}

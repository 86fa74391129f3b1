import { type ReactNode, useId, useRef } from 'react';
import type { Picture } from '@/print/picture';
import { SavePicture } from '@/ui/pictures/save-picture';
import { type Size, useSize } from '@/ui/use-size';
import styles from './number-report.module.css';

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
  /** What is drawn, on a surface of this size in CSS pixels. */
  children(size: Size): ReactNode;
}

/** The frame of a chart of numbers: as large as there is room, so that its text is as large as any other. */
export function NumberChart({ title, picture, description, xTitle, yTitle, children }: NumberChartProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const { width, height } = size;
  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <h3 id={id}>{title}</h3>
        <SavePicture make={picture} />
      </figcaption>
      <div ref={frame} className={styles.frame}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={description}>
          {children(size)}
          <text x={(LEFT + width - RIGHT) / 2} y={height - 6} textAnchor="middle" className={styles.tick}>
            {xTitle}
          </text>
          <text x={-(TOP + height - BOTTOM) / 2} y={12} transform="rotate(-90)" textAnchor="middle" className={styles.tick}>
            {yTitle}
          </text>
        </svg>
      </div>
    </figure>
  );
}

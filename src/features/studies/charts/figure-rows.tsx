import { formatShare } from '@/experiment/words/numbers';
import type { Objective } from '@/study/trial';
import { figureWords } from '@/study/words';
import styles from './charts.module.css';
import { type FigureAxis, shareOn } from './scale';

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Pixels from the top at which a figure lies. */
export const levelOf = (axis: FigureAxis, { top, bottom }: Area, figure: number): number => bottom - shareOn(axis, figure) * (bottom - top);

/** Room at the left for the words of an axis: "99.95%". */
export const ROOM_LEFT = 52;

/** The lines and words of an axis of figures, at the left of a picture. */
export function FigureRows({ axis, area, objective }: { axis: FigureAxis; area: Area; objective: Objective }) {
  return axis.ticks.map((tick) => {
    const y = levelOf(axis, area, tick);
    return (
      <g key={tick}>
        <path d={`M${area.left} ${y}H${area.right}`} className={styles.rule} />
        <text x={area.left - 6} y={y} className={styles.tick} textAnchor="end" dominantBaseline="middle">
          {objective === 'validationAccuracy' ? formatShare(tick) : figureWords(objective, tick)}
        </text>
      </g>
    );
  });
}

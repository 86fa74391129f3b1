import type { Gap } from '@/dataset/drawing/outline';
import type { Window } from '@/dataset/drawing/resample';
import { CANVAS } from '@/dataset/drawing/types';
import styles from './surface.module.css';

interface GuidesProps {
  /** What of the surface the network sees. */
  crop: Window | null;
  /** Strokes are mirrored at the middle. */
  mirror: boolean;
  /** Where an outline is open. */
  gap: Gap | null;
}

/** Lines over the drawing that are not part of it: what the network sees of it, the mirror's axis, and where an outline is open. */
export function Guides({ crop, mirror, gap }: GuidesProps) {
  return (
    <svg className={styles.guides} viewBox={`0 0 ${CANVAS} ${CANVAS}`} aria-hidden="true">
      {crop && <rect className={styles.crop} x={crop.left} y={crop.top} width={crop.side} height={crop.side} />}
      {mirror && <line className={styles.axis} x1={CANVAS / 2} x2={CANVAS / 2} y1={0} y2={CANVAS} />}
      {gap && (
        <g className={styles.gap}>
          <line x1={gap.from.x} y1={gap.from.y} x2={gap.to.x} y2={gap.to.y} />
          <circle cx={gap.from.x} cy={gap.from.y} r={0.7} />
          <circle cx={gap.to.x} cy={gap.to.y} r={0.7} />
        </g>
      )}
    </svg>
  );
}

import { type CSSProperties, useId, useMemo } from 'react';
import type { Gap } from '@/dataset/drawing/outline';
import { CANVAS, type Fill } from '@/dataset/drawing/types';
import type { Brush } from './brush';
import { Guides } from './guides';
import { PixelCanvas, type Tint } from './pixel-canvas';
import type { Frame, Session } from './session';
import styles from './surface.module.css';
import { type Cell, useKeyboardDrawing } from './use-keyboard-drawing';
import { useNoGestures } from './use-no-gestures';
import { usePointerDrawing } from './use-pointer-drawing';

interface SurfaceProps {
  session: Session;
  frame: Frame;
  brush: Brush;
  /** CANVAS * CANVAS bytes to trace, or `null`. */
  silhouette: Uint8Array | null;
  /** Where the drawing's outline is open, to be marked. */
  gap: Gap | null;
  onFill(fill: Fill): void;
}

/** Cool against the greys, and the same in both themes because the surface is black in both. */
const TRACE_TINT: Tint = [92, 112, 214];

/** Where the drawing is made. */
export function Surface({ session, frame, brush, silhouette, gap, onFill }: SurfaceProps) {
  const pointer = usePointerDrawing(session, brush, onFill);
  const { cell, explain, handlers } = useKeyboardDrawing(session, brush, onFill);
  const noGestures = useNoGestures<HTMLDivElement>();
  const keys = useId();
  const mask = useMemo(() => silhouette && stretched(silhouette), [silhouette]);
  return (
    <div ref={noGestures} className={styles.surface}>
      <PixelCanvas
        pixels={frame.surface}
        className={styles.canvas}
        role="application"
        aria-label="Drawing"
        aria-describedby={keys}
        tabIndex={0}
        {...pointer}
        {...handlers}
      />
      {mask && <PixelCanvas pixels={mask} tint={TRACE_TINT} className={styles.silhouette} aria-hidden="true" />}
      <Guides crop={frame.crop} mirror={brush.mirror} gap={gap} />
      {cell && <span className={styles.cursor} style={cellStyle(cell)} aria-hidden="true" />}
      <span id={keys} className={explain ? styles.keys : 'visually-hidden'}>
        Arrow keys move, Space draws, Shift with an arrow draws along, Ctrl+Z undoes.
      </span>
    </div>
  );
}

function cellStyle({ x, y }: Cell): CSSProperties {
  const side = `${100 / CANVAS}%`;
  return { left: `${(x / CANVAS) * 100}%`, top: `${(y / CANVAS) * 100}%`, width: side, height: side };
}

/** A mask of any range (0 and 1, or 0 to 255) as opacities up to 255. */
function stretched(mask: Uint8Array): Uint8Array {
  const peak = Math.max(1, ...mask);
  return mask.map((value) => Math.round((value / peak) * 255));
}

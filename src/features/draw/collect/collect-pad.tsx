import { useState, useSyncExternalStore } from 'react';
import { encodePng } from '@/dataset/drawing/png';
import { CANVAS } from '@/dataset/drawing/types';
import { Button } from '@/ui/button';
import { type Brush, FIRST_BRUSH } from '../surface/brush';
import { createSession } from '../surface/session';
import { Surface } from '../surface/surface';
import { BrushOptions } from '../tools/brush-options';
import styles from './collect-pad.module.css';

/** A pad for one drawing after the other: each is handed over as a PNG, scaled and centered as the network is shown drawings. */
export function CollectPad({ onDrawn }: { onDrawn(file: Blob): void }) {
  const [session] = useState(createSession);
  const frame = useSyncExternalStore(session.subscribe, session.frame);
  const [brush, setBrush] = useState<Brush>(FIRST_BRUSH);
  const keep = () => {
    if (!frame.input) return;
    onDrawn(new Blob([encodePng(frame.input, CANVAS, CANVAS)], { type: 'image/png' }));
    session.clear();
  };
  return (
    <div className={styles.pad}>
      <div className={styles.surface}>
        <Surface session={session} frame={frame} brush={brush} silhouette={null} gap={null} onFill={session.add} />
      </div>
      <BrushOptions brush={brush} onBrush={(change) => setBrush({ ...brush, ...change })} />
      <div className={styles.buttons}>
        <Button look="primary" disabled={!frame.input} onClick={keep}>
          Add drawing
        </Button>
        <Button disabled={!frame.canUndo} onClick={session.undo}>
          Undo
        </Button>
        <Button disabled={!frame.canClear} onClick={session.clear}>
          Clear
        </Button>
      </div>
    </div>
  );
}

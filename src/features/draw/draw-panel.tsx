import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import styles from './draw-panel.module.css';
import { Result } from './result/result';
import { type Brush, FIRST_BRUSH } from './surface/brush';
import { createSession, type Session } from './surface/session';
import { Surface } from './surface/surface';
import { BrushOptions } from './tools/brush-options';
import { StartingPoints } from './tools/starting-points';
import { Toolbar } from './tools/toolbar';
import { useSampleStart } from './tools/use-sample-start';

export interface DrawPanelProps {
  /** The network's answer to the last input, or `null` while there is none. */
  probabilities: readonly number[] | null;
  /** Names of the network's outputs. */
  classNames: readonly string[];
  /** Classes of the data set in use, whose images can be started from or traced. */
  labels: readonly string[];
  /** What is asked: a network, or a model that is none. */
  subject: 'network' | 'model';
  /** Something trained is there. */
  ready: boolean;
  /** Why not, and what to press. */
  notReadyReason: string;
  /** Called, at most once a frame, whenever the network's input changes; `null` when nothing is drawn. The bytes are the receiver's to keep. */
  onInput(pixels: Uint8Array | null): void;
  /** A sample image of a label of the data set to start from; a different one each time, if there are several. */
  samples(label: number): Promise<Uint8Array | null>;
  /** CANVAS * CANVAS bytes to trace, for a label of the data set. */
  silhouette(label: number): Uint8Array;
}

/** Draw a garment and have it named. */
export function DrawPanel(props: DrawPanelProps) {
  const [session] = useState(createSession);
  const frame = useSyncExternalStore(session.subscribe, session.frame);
  const [brush, setBrush] = useState<Brush>(FIRST_BRUSH);
  const [traced, setTraced] = useState<number | null>(null);
  const { startFrom, notice } = useSampleStart(session, props.labels, props.samples);
  const { silhouette } = props;
  const mask = useMemo(() => (traced === null ? null : silhouette(traced)), [traced, silhouette]);
  useReportedInput(frame.input, props.onInput);
  const onBrush = (change: Partial<Brush>) => setBrush({ ...brush, ...change });
  return (
    <section className={styles.draw} aria-label="Draw" onKeyDown={(event) => undoByKey(event, session)}>
      <div className={styles.panel}>
        <header className={styles.header}>
          <h2>Draw</h2>
          <StartingPoints labels={props.labels} traced={traced} onTrace={setTraced} onStart={startFrom} />
        </header>
        <div className={styles.work}>
          <Surface session={session} brush={brush} pixels={frame.surface} silhouette={mask} />
          <Toolbar session={session} frame={frame} brush={brush} onBrush={onBrush} />
        </div>
        <BrushOptions brush={brush} onBrush={onBrush} />
        <Result {...props} input={frame.input} notice={notice} />
      </div>
    </section>
  );
}

/** Hands out a copy: the receiver may transfer its bytes to a worker, and the preview goes on showing ours. */
function useReportedInput(input: Uint8Array | null, onInput: DrawPanelProps['onInput']) {
  const report = useEffectEvent(onInput);
  useEffect(() => report(input ? input.slice() : null), [input]);
}

/** Undo and redo of the drawing; the event goes no further, so that the design's own undo does not happen as well. */
function undoByKey(event: KeyboardEvent, session: Session) {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
  event.preventDefault();
  event.stopPropagation();
  if (key === 'y' || event.shiftKey) session.redo();
  else session.undo();
}

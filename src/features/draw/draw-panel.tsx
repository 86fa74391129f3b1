import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import styles from './draw-panel.module.css';
import { Enlarged } from './enlarged';
import { TipLine } from './help/tip-line';
import { useTip } from './help/use-tip';
import { Result, type ResultProps } from './result/result';
import { type Brush, FIRST_BRUSH } from './surface/brush';
import type { Frame, Session } from './surface/session';
import { Surface } from './surface/surface';
import { BrushOptions } from './tools/brush-options';
import { HeaderButton } from './tools/header-button';
import { StartingPoints } from './tools/starting-points';
import { Toolbar } from './tools/toolbar';
import { useNotice } from './tools/use-notice';
import { useSampleStart } from './tools/use-sample-start';

export interface DrawPanelProps extends Omit<ResultProps, 'input' | 'crop' | 'notice' | 'tip' | 'onKeep'> {
  /** The drawing; it outlives the panel. */
  session: Session;
  /** Classes of the data set in use, whose images can be started from or traced. */
  labels: readonly string[];
  /** Called, at most once a frame, whenever the network's input changes; `null` when nothing is drawn. The bytes are the receiver's to keep. */
  onInput(pixels: Uint8Array | null): void;
  /** The answer to another picture than the one drawn. */
  ask(pixels: Uint8Array): Promise<readonly number[] | null>;
  /** A sample image of a label of the data set to start from; a different one each time, if there are several. */
  samples(label: number): Promise<Uint8Array | null>;
  /** CANVAS * CANVAS bytes to trace, for a label of the data set; `null` where there are no outlines of its classes. */
  silhouette: ((label: number) => Uint8Array) | null;
  /** Whether what is drawn is meant to be lines, with nothing to fill. */
  ofLines: boolean;
  /** Keeps the drawing; says what came of it. */
  onKeep(): Promise<string>;
  /** Opens what makes a picture of a photo. */
  onPhoto(): void;
  /** The pad takes the whole view. */
  large: boolean;
  onLarge(large: boolean): void;
  /** What stands beside the answer, and below everything, where the pad is large. */
  beside: ReactNode;
  below: ReactNode;
}

const ENLARGE = 'Enlarge';

/** Draw a garment and have it named. */
export function DrawPanel(props: DrawPanelProps) {
  const { session, large, onLarge } = props;
  const frame = useSyncExternalStore(session.subscribe, session.frame);
  const [brush, setBrush] = useState<Brush>(FIRST_BRUSH);
  const [traced, setTraced] = useState<number | null>(null);
  const [notice, onNotice] = useNotice();
  const startFrom = useSampleStart({ ...props, onNotice });
  const keep = async () => onNotice(await props.onKeep());
  useReportedInput(frame.input, props.onInput);
  const section = useFocusAfter(large);
  const pad = (
    <div className={styles.panel} data-large={large || undefined}>
      <header className={styles.header}>
        <h2>Draw</h2>
        <StartingPoints
          labels={props.labels}
          outlines={props.silhouette !== null}
          traced={traced}
          onTrace={setTraced}
          onStart={startFrom}
        />
        <HeaderButton icon="photo" name="Photo" onPress={props.onPhoto} />
        <HeaderButton icon={large ? 'shrink' : 'enlarge'} name={large ? 'Shrink' : ENLARGE} onPress={() => onLarge(!large)} first={large} />
      </header>
      <Pad {...props} frame={frame} brush={brush} onBrush={setBrush} traced={traced} notice={notice} onKeep={keep} />
    </div>
  );
  return (
    <section ref={section} className={styles.draw} aria-label="Draw" onKeyDown={(event) => undoByKey(event, session)}>
      {large ? <p className={styles.away}>The pad is enlarged.</p> : pad}
      <Enlarged open={large} onClose={() => onLarge(false)}>
        {large && pad}
      </Enlarged>
    </section>
  );
}

/** The pad's button that enlarges it has the focus once it is small again: the one that was pressed is gone, so that the dialog cannot give it back. */
function useFocusAfter(large: boolean) {
  const section = useRef<HTMLElement>(null);
  const was = useRef(large);
  useEffect(() => {
    if (was.current && !large) section.current?.querySelector<HTMLElement>(`[aria-label="${ENLARGE}"]`)?.focus({ preventScroll: true });
    was.current = large;
  }, [large]);
  return section;
}

interface PadProps extends Omit<DrawPanelProps, 'onKeep'> {
  onKeep(): void;
  frame: Frame;
  brush: Brush;
  onBrush(brush: Brush): void;
  traced: number | null;
  notice: string;
}

/** The surface with its tools, and the answer. */
function Pad({ frame, brush, onBrush, traced, notice, ...props }: PadProps) {
  const { session, silhouette, large } = props;
  const mask = useMemo(() => (traced === null || !silhouette ? null : silhouette(traced)), [traced, silhouette]);
  const { tip, gap, fill } = useTip({ ...props, frame, brush });
  const work = useRef<HTMLDivElement>(null);
  const focusSurface = () => work.current?.querySelector<HTMLElement>('[role="application"]')?.focus({ preventScroll: true });
  const change = (part: Partial<Brush>) => onBrush({ ...brush, ...part });
  return (
    <>
      <div ref={work} className={styles.work}>
        <Surface session={session} frame={frame} brush={brush} silhouette={mask} gap={gap} onFill={fill} />
        <Toolbar session={session} frame={frame} brush={brush} onBrush={change} />
      </div>
      <BrushOptions brush={brush} onBrush={change} />
      <div className={styles.side}>
        <Result {...props} input={frame.input} crop={frame.crop} notice={notice} tip={tip && <TipLine tip={tip} onDone={focusSurface} />} />
        {large && props.beside}
      </div>
      {large && props.below}
    </>
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

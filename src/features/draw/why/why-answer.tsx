import { useEffect, useState } from 'react';
import { CANVAS } from '@/dataset/drawing/types';
import { shortClassName } from '@/experiment/words/class-names';
import type { SaliencyMap } from '@/metrics/inside/saliency';
import type { Neighbour } from '@/stores/types';
import { Pixels } from '@/ui/pictures/pixels';
import { PixelCanvas, type Tint } from '../surface/pixel-canvas';
import { heatOf } from './heat';
import styles from './why.module.css';

export interface WhyAnswerProps {
  /** What the network sees; `null` for nothing. */
  input: Uint8Array | null;
  /** Name of the most probable class; empty where there is no answer. */
  answer: string;
  /** Names of the network's outputs. */
  classNames: readonly string[];
  /** Where in the picture the answer comes from; `null` where the model cannot say. */
  explain: ((pixels: Uint8Array) => Promise<{ map: SaliencyMap; method: 'Grad-CAM' | 'Input gradient' }>) | null;
  /** The training images that are most like it. */
  findNearest(pixels: Uint8Array): Promise<Neighbour[]>;
  /** Changes when the network's answer may be another one. */
  moment: unknown;
}

/** The search goes through all training images: it waits until a person rests. */
const SETTLED_MS = 600;

/** Red, since it is laid over grey. */
const HEAT: Tint = [225, 64, 40];

const SAYS = {
  'Grad-CAM': 'Where the last convolution found',
  'Input gradient': 'Pixels that change the score of',
} as const;

/** What stands behind an answer to a drawing, once somebody wants to know. */
export function WhyAnswer(props: WhyAnswerProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.why} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Why this answer</summary>
      {open && <Reasons {...props} />}
    </details>
  );
}

function Reasons({ input, answer, classNames, explain, findNearest, moment }: WhyAnswerProps) {
  const where = useSettled(explain ? input : null, explain, `${String(moment)} ${answer}`);
  const nearest = useSettled(input, findNearest, '');
  if (!input || answer === '') return <p>Draw something first.</p>;
  return (
    <div className={styles.reasons}>
      {explain && (
        <figure>
          <div className={styles.picture}>
            <Pixels bytes={input} width={CANVAS} label="" />
            {where.found && (
              <PixelCanvas pixels={heatOf(where.found.map)} tint={HEAT} role="img" aria-label={`${where.found.method} for ${answer}`} />
            )}
          </div>
          <figcaption>
            {where.problem || (where.found ? `${SAYS[where.found.method]} ${answer} (${where.found.method})` : 'Looking …')}
          </figcaption>
        </figure>
      )}
      <section aria-label="Nearest training images">
        <ul className={styles.nearest}>
          {nearest.found?.map(({ index, pixels, target }) => (
            <li key={index}>
              <Pixels bytes={pixels} width={CANVAS} label="" />
              <span>{shortClassName(classNames[target] ?? `Class ${target}`)}</span>
            </li>
          ))}
        </ul>
        <p>{nearest.problem || (nearest.found ? 'Nearest training images, pixel by pixel' : 'Searching the training images …')}</p>
      </section>
    </div>
  );
}

interface Settled<T> {
  found: T | null;
  problem: string;
}

/** The answer to a question about a picture that has rested; asked again for another picture or another moment. */
function useSettled<T>(pixels: Uint8Array | null, ask: ((pixels: Uint8Array) => Promise<T>) | null, moment: string): Settled<T> {
  const [state, setState] = useState<(Settled<T> & { pixels: Uint8Array }) | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the network may answer differently.
  useEffect(() => {
    if (!pixels || !ask) return;
    let current = true;
    const timer = setTimeout(() => {
      ask(pixels).then(
        (found) => current && setState({ pixels, found, problem: '' }),
        (error: Error) => current && setState({ pixels, found: null, problem: error.message }),
      );
    }, SETTLED_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [pixels, ask, moment]);
  return state?.pixels === pixels ? state : { found: null, problem: '' };
}

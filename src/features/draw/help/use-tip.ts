import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { facesRight } from '@/dataset/drawing/facing';
import { leakOf } from '@/dataset/drawing/leak';
import { fillOutline, type Gap, isOutline } from '@/dataset/drawing/outline';
import { CANVAS, type Fill, type Point, type Stroke } from '@/dataset/drawing/types';
import type { Brush } from '../surface/brush';
import type { Frame, Session } from '../surface/session';

/** What would help the drawing to be understood, and what does it. */
export interface Tip {
  words: string;
  /** The name of the button. */
  verb: string;
  apply(): void;
  dismiss(): void;
}

/** Advice in mid-drawing would be too early. */
const SETTLED_MS = 350;

/** Shoes of the data set all face left. */
const SHOES: readonly string[] = ['Sandal', 'Sneaker', 'Ankle boot'];

/** Turned round, a drawing must be at least this probably a shoe, and by this much more than as it is. */
const SHOE = 0.5;
const MORE = 0.2;

type Kind = 'outline' | 'facing';

interface TipProps {
  session: Session;
  frame: Frame;
  brush: Brush;
  probabilities: readonly number[] | null;
  classNames: readonly string[];
  /** Whether what is drawn is meant to be lines. */
  ofLines: boolean;
  /** The answer to another picture than the one drawn. */
  ask(pixels: Uint8Array): Promise<readonly number[] | null>;
}

/** One piece of advice at a time for the drawing as it stands, the gap that stops a fill, and the way to fill that minds gaps. */
export function useTip({ session, frame, brush, probabilities, classNames, ofLines, ask }: TipProps) {
  const [gap, setGap] = useState<{ surface: Uint8Array; gap: Gap } | null>(null);
  const [advice, setAdvice] = useState<{ input: Uint8Array; kind: Kind | null } | null>(null);
  const [unwanted, setUnwanted] = useState<ReadonlySet<Kind>>(new Set());
  const answered = probabilities !== null;
  const shoe = shoeShare(probabilities, classNames);
  const advise = useEffectEvent(async (input: Uint8Array) => {
    if (session.drawing()) return;
    const outline = !ofLines && isOutline(input) && fillOutline(session.document(), brush.level) !== null;
    const kind = outline ? 'outline' : (await wouldBeShoe(input, shoe, classNames, ask)) ? 'facing' : null;
    if (session.frame().input === input) setAdvice({ input, kind });
  });
  const { input, surface } = frame;
  useEffect(() => {
    if (!input || !answered) return;
    const timer = setTimeout(() => advise(input), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [input, answered]);

  const here = gap?.surface === surface ? gap.gap : null;
  const mark = useCallback((found: Gap) => setGap({ surface: session.frame().surface, gap: found }), [session]);
  const fill = (one: Fill) => {
    const leak = leakOf(session.document(), one);
    if (leak) mark(leak);
    else session.add(one);
  };
  const fillInside = () => {
    const outline = fillOutline(session.document(), brush.level);
    if (!outline) return;
    if ('gap' in outline) mark(outline.gap);
    else for (const one of outline.fills) session.add(one);
  };
  const closeAndFill = (open: Gap) => {
    session.add(strokeOver(open, brush));
    fillInside();
  };
  const kind = answered && advice?.input === input ? advice?.kind : null;
  const dismiss = () => {
    setGap(null);
    if (kind) setUnwanted(new Set([...unwanted, kind]));
  };
  const tip = ((): Tip | null => {
    if (here) {
      const words = 'The outline is open here; the fill would run out.';
      return { words, verb: 'Close and fill', apply: () => closeAndFill(here), dismiss };
    }
    if (!kind || unwanted.has(kind)) return null;
    if (kind === 'outline') return { words: 'It sees only a line.', verb: 'Fill it', apply: fillInside, dismiss };
    return {
      words: 'Fashion-MNIST’s shoes face left.',
      verb: 'Turn it round',
      apply: () => session.add({ kind: 'flip' }),
      dismiss,
    };
  })();
  return { tip, gap: here, fill };
}

/** The probability that a picture is a shoe of any kind. */
function shoeShare(probabilities: readonly number[] | null, classNames: readonly string[]): number {
  return classNames.reduce((sum, name, at) => sum + (SHOES.includes(name) ? (probabilities?.[at] ?? 0) : 0), 0);
}

async function wouldBeShoe(input: Uint8Array, now: number, classNames: readonly string[], ask: TipProps['ask']): Promise<boolean> {
  if (now >= 1 - MORE || !classNames.some((name) => SHOES.includes(name)) || !facesRight(input)) return false;
  const turned = shoeShare(await ask(turnedRound(input)), classNames);
  return turned >= SHOE && turned >= now + MORE;
}

function turnedRound(input: Uint8Array): Uint8Array {
  return input.map((_, at) => input[at - (at % CANVAS) + CANVAS - 1 - (at % CANVAS)] ?? 0);
}

function strokeOver({ from, to }: Gap, { radius, level }: Brush): Stroke {
  const at = ({ x, y }: Gap['from']): Point => ({ x, y, pressure: 0.5 });
  return { kind: 'stroke', points: [at(from), at(to)], radius, paint: level, mirror: false };
}

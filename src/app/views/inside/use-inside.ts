import { useCallback, useEffect, useRef, useState } from 'react';
import { useLab } from '@/app/hooks/use-store';
import { lab } from '@/stores/lab/lab';
import type { InsideView } from '@/stores/types';

/** While a network learns, it is looked into this often at most. */
const REFRESH_MS = 1000;

interface Inside {
  pixels: Uint8Array | null;
  /** The earlier epoch that was asked; `null` for the network as it is. */
  epoch: number | null;
  view: InsideView | null;
  error: string | null;
}

const NOTHING: Inside = { pixels: null, epoch: null, view: null, error: null };

/** What the network makes of a picture. Asks again when the picture or the weights change, one question at a time. */
export function useInside(pixels: Uint8Array | null, epoch: number | null): Inside {
  const learnt = useLab((state) => state.networkAge);
  // What was kept of an earlier epoch stays as it is.
  const age = epoch === null ? learnt : -1;
  const [inside, setInside] = useState(NOTHING);
  const wanted = useRef({ pixels, epoch });
  wanted.current = { pixels, epoch };
  const busy = useRef({ asking: false, last: 0, timer: 0 });
  const ask = useCallback(async () => {
    const { current } = busy;
    const asked = wanted.current;
    const { pixels: image } = asked;
    if (current.asking || !image) return;
    current.asking = true;
    current.last = performance.now();
    const answer = await lab.questions.inspect(image, asked.epoch).then(
      (view) => ({ pixels: image, epoch: asked.epoch, view, error: null }),
      (error: Error) => ({ pixels: image, epoch: asked.epoch, view: null, error: error.message }),
    );
    current.asking = false;
    setInside(answer);
    const { pixels: next, epoch: then } = wanted.current;
    if (next && (next !== image || then !== asked.epoch)) void ask();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after more training the network is inspected again.
  useEffect(() => {
    if (!pixels) return;
    const { current } = busy;
    clearTimeout(current.timer);
    const wait = inside.pixels === pixels && inside.epoch === epoch ? REFRESH_MS - (performance.now() - current.last) : 0;
    current.timer = window.setTimeout(ask, Math.max(0, wait));
    return () => clearTimeout(current.timer);
  }, [pixels, epoch, age, ask]);
  return inside.pixels === pixels && inside.epoch === epoch ? inside : NOTHING;
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { lab } from '@/stores/lab/lab';
import type { InsideView } from '@/stores/types';

/** While a network learns, it is looked into this often at most. */
const REFRESH_MS = 1000;

/** The next look waits this many times as long as the page took to draw the last one, but not longer than some seconds, however busy the computer is. */
const PATIENCE = 20;
const LONGEST_WAIT_MS = 3000;

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
  const [inside, setInside] = useState(NOTHING);
  const wanted = useRef({ pixels, epoch });
  wanted.current = { pixels, epoch };
  const latest = useRef(async () => {});
  const busy = useRef({ asking: false, next: 0, timer: 0 });
  const askAfter = useCallback((wait: number) => {
    clearTimeout(busy.current.timer);
    busy.current.timer = window.setTimeout(() => void latest.current(), Math.max(0, wait));
  }, []);
  const ask = useCallback(async () => {
    const { current } = busy;
    const asked = wanted.current;
    const { pixels: image } = asked;
    if (current.asking || !image) return;
    current.asking = true;
    const asking = performance.now();
    const { networkAge } = lab.store.getState();
    const answer = await lab.questions.inspect(image, asked.epoch).then(
      (view) => ({ pixels: image, epoch: asked.epoch, view, error: null }),
      (error: Error) => ({ pixels: image, epoch: asked.epoch, view: null, error: error.message }),
    );
    current.asking = false;
    const drawing = performance.now();
    // At once, so that it can be timed.
    flushSync(() => setInside(answer));
    const drawn = performance.now();
    current.next = Math.max(asking + REFRESH_MS, drawn + Math.min(LONGEST_WAIT_MS, PATIENCE * (drawn - drawing)));
    const { pixels: next, epoch: then } = wanted.current;
    const grown = then === null && lab.store.getState().networkAge !== networkAge;
    if (next && (next !== image || then !== asked.epoch)) void ask();
    else if (grown) askAfter(current.next - performance.now());
  }, [askAfter]);
  latest.current = ask;
  useEffect(() => {
    if (!pixels) return;
    const { current } = busy;
    askAfter(0);
    // What was kept of an earlier epoch stays as it is. The page is not drawn anew for each step: it is drawn when there is an answer.
    const stop =
      epoch === null &&
      lab.store.subscribe(({ networkAge }, before) => networkAge !== before.networkAge && askAfter(current.next - performance.now()));
    return () => {
      if (stop) stop();
      clearTimeout(current.timer);
    };
  }, [pixels, epoch, askAfter]);
  return inside.pixels === pixels && inside.epoch === epoch ? inside : NOTHING;
}

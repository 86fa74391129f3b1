import { useCallback, useEffect, useRef } from 'react';
import { lab } from '@/stores/lab/lab';
import { lookedBackAt } from '@/stores/look-back';
import type { DrawingAnswer } from '@/stores/types';

/** While a network learns, the answer to an unchanged drawing is asked again this often at most. */
const REFRESH_MS = 500;

/** Asks for the answer to the picture at hand. One question is under way at a time; the newest picture waits, and so does a question that comes too soon. */
export function useAsking(input: { current: Uint8Array | null }, show: (answer: DrawingAnswer | null) => void) {
  const state = useRef({ busy: false, waiting: false, last: 0, timer: 0 });
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return useCallback(
    async function ask(minimumGap = REFRESH_MS): Promise<void> {
      const now = performance.now();
      const { current } = state;
      if (current.busy) {
        current.waiting = true;
        return;
      }
      clearTimeout(current.timer);
      if (!input.current) return;
      if (now - current.last < minimumGap) {
        current.timer = window.setTimeout(() => ask(0), minimumGap - (now - current.last));
        return;
      }
      current.busy = true;
      current.last = now;
      const answer = await lab.questions.nameDrawing(input.current, lookedBackAt(lab.store.getState().run?.id));
      current.busy = false;
      if (input.current) show(answer);
      if (current.waiting) {
        current.waiting = false;
        await ask();
      }
    },
    [input, show],
  );
}

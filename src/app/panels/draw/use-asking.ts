import { useCallback, useRef } from 'react';
import { lab } from '@/stores/lab/lab';

/** While a network learns, the answer to an unchanged drawing is asked again this often at most. */
const REFRESH_MS = 500;

/** Asks for the answer to the picture at hand. One question is under way at a time; the newest picture waits. */
export function useAsking(input: { current: Uint8Array | null }, show: (probabilities: number[] | null) => void) {
  const state = useRef({ busy: false, waiting: false, last: 0 });
  return useCallback(
    async function ask(minimumGap = REFRESH_MS): Promise<void> {
      const now = performance.now();
      const { current } = state;
      if (current.busy) {
        current.waiting = true;
        return;
      }
      if (!input.current || now - current.last < minimumGap) return;
      current.busy = true;
      current.last = now;
      const answer = await lab.questions.predict(input.current);
      current.busy = false;
      if (input.current) show(answer);
      if (current.waiting) {
        current.waiting = false;
        await ask(0);
      }
    },
    [input, show],
  );
}

import { useEffect, useRef, useState } from 'react';

/** How images' bytes are had: by position, in the order asked for. */
export type FetchPixels = (positions: readonly number[]) => Promise<Uint8Array[]>;

/** Images kept: some screens of them. */
const MOST_KEPT = 3000;

export interface PixelsInSight {
  /** `null` while an image is on its way. */
  of(position: number): Uint8Array | null;
  /** Why the last ones did not come. */
  error: string | null;
}

/** Fetches the images in sight: one question at a time, so that fast scrolling asks for the last stretch and not for all that flew by. */
export function usePixels(positions: readonly number[], fetch: FetchPixels): PixelsInSight {
  const kept = useRef(new Map<number, Uint8Array>()).current;
  const state = useRef({ busy: false, gone: false, wanted: positions, fetch }).current;
  const [error, setError] = useState<string | null>(null);
  const [, redraw] = useState(0);
  state.wanted = positions;
  state.fetch = fetch;
  useEffect(() => {
    state.gone = false;
    return () => {
      state.gone = true;
    };
  }, [state]);
  useEffect(() => {
    void load();
    async function load(): Promise<void> {
      const missing = state.wanted.filter((position) => !kept.has(position));
      if (state.busy || state.gone || missing.length === 0) return;
      state.busy = true;
      try {
        const images = await state.fetch(missing);
        missing.forEach((position, k) => {
          if (images[k]) kept.set(position, images[k]);
        });
        forgetOldest(kept, MOST_KEPT);
        setError(null);
      } catch (problem) {
        setError(problem instanceof Error ? problem.message : String(problem));
        return;
      } finally {
        state.busy = false;
      }
      if (state.gone) return;
      redraw((count) => count + 1);
      await load();
    }
  });
  return { of: (position) => kept.get(position) ?? null, error };
}

function forgetOldest(kept: Map<number, Uint8Array>, limit: number): void {
  for (const position of kept.keys()) {
    if (kept.size <= limit) return;
    kept.delete(position);
  }
}

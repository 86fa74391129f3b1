import { useCallback, useEffect, useRef, useState } from 'react';
import type { ExcitingImage, ExcitingSlice } from '@/stores/types';

/** Images looked at in one question: a tenth of a second or so of work. */
const SLICE = 50;

/** Images that are shown. */
const BEST = 12;

export type AskExciting = (from: number, count: number) => Promise<ExcitingSlice>;

/** How a search stands. `found` are the best so far. */
export type Search =
  | { state: 'idle' }
  | { state: 'searching'; done: number; total: number }
  | { state: 'found'; set: ExcitingSlice['set']; total: number; found: ExcitingImage[] }
  | { state: 'failed'; reason: string };

const CHANGED = 'The network was trained meanwhile, so the images would not compare. Search again.';

/** A search for the images that excite a channel most, part by part; it ends when it is canceled or the channel is left. */
export function useExciting(ask: AskExciting): { search: Search; start(): void; cancel(): void } {
  const [search, setSearch] = useState<Search>({ state: 'idle' });
  const current = useRef<object | null>(null);
  const cancel = useCallback(() => {
    current.current = null;
    setSearch({ state: 'idle' });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found belongs to one channel.
  useEffect(() => cancel, [ask, cancel]);
  const start = useCallback(() => {
    const token = {};
    current.current = token;
    const tell = (next: Search) => current.current === token && setSearch(next);
    tell({ state: 'searching', done: 0, total: 0 });
    searchAll(ask, (done, total) => {
      tell({ state: 'searching', done, total });
      return current.current === token;
    }).then(
      (found) => found && tell(found),
      (error: Error) => tell({ state: 'failed', reason: error.message }),
    );
  }, [ask]);
  return { search, start, cancel };
}

/**
 * Asks for one part after the other and keeps the best of all.
 *
 * @param proceed is told how far the search is, and says whether it goes on
 * @returns `null` where it did not
 */
export async function searchAll(ask: AskExciting, proceed: (done: number, total: number) => boolean): Promise<Search | null> {
  let found: ExcitingImage[] = [];
  let step: number | null = null;
  for (let from = 0; ; from += SLICE) {
    const slice = await ask(from, SLICE);
    if (step !== null && slice.step !== step) throw new Error(CHANGED);
    step = slice.step;
    found = [...found, ...slice.found].sort((a, b) => b.value - a.value).slice(0, BEST);
    if (!proceed(slice.done, slice.total)) return null;
    if (slice.done >= slice.total) return { state: 'found', set: slice.set, total: slice.total, found };
  }
}

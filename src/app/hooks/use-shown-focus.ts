import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Gives the focus to the view that is shown where what had it has led there and is now out of sight with its own view. A browser would let go of it. */
export function useShownFocus(view: string): RefObject<HTMLDivElement | null> {
  const shown = useRef<HTMLDivElement>(null);
  const before = useRef(view);
  useLayoutEffect(() => {
    if (before.current === view) return;
    before.current = view;
    const held = document.activeElement;
    if (held && held !== document.body && !held.checkVisibility()) shown.current?.focus({ preventScroll: true });
  }, [view]);
  return shown;
}

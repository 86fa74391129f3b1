import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Calls `onShown` once, when the page stands: before any of its parts asks for anything. */
export function OnceShown({ onShown, children }: { onShown(): void; children: ReactNode }) {
  const done = useRef(false);
  useLayoutEffect(() => {
    // Strict mode runs effects twice.
    if (done.current) return;
    done.current = true;
    onShown();
  }, [onShown]);
  return children;
}

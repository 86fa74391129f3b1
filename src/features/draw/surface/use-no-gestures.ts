import { type RefCallback, useCallback } from 'react';

/**
 * Keeps a touch on an element from also being a gesture of the browser. `touch-action: none` alone is not enough: Chrome still takes a quick stroke for
 * a fling, and the next tap, wherever it is, for the one that stops it. React's own touch listeners are passive and cannot prevent it.
 */
export function useNoGestures<E extends HTMLElement>(): RefCallback<E> {
  return useCallback((element: E) => {
    const prevent = (event: TouchEvent) => event.cancelable && event.preventDefault();
    element.addEventListener('touchmove', prevent, { passive: false });
    return () => element.removeEventListener('touchmove', prevent);
  }, []);
}

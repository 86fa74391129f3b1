import { type RefObject, useEffect, useRef } from 'react';

/** Marks what gets the focus where what had it is gone. */
const NEXT = '[data-next-focus]:not(:disabled)';

/**
 * Keeps the focus inside of an element: where what had it is taken away or disabled, it goes to what is marked `data-next-focus` in the nearest part that
 * both have in common, or to the element itself, which needs a `tabIndex` of -1 for that. A browser would begin again at the top of the page.
 */
export function useKeptFocus<E extends HTMLElement>(): RefObject<E | null> {
  const area = useRef<E>(null);
  useEffect(() => {
    const { current } = area;
    if (!current) return;
    /** What had the focus last, and the parts that it was in, from the inside. `null` while the focus is elsewhere. */
    let held: { element: Element; parts: Element[] } | null = null;
    const note = ({ target }: FocusEvent) => {
      held = target instanceof Element && current.contains(target) ? { element: target, parts: partsOf(target, current) } : null;
    };
    const keep = () => {
      if (!held || document.activeElement !== document.body) return;
      const { element, parts } = held;
      if (isUsable(element)) return;
      const next = parts.filter((part) => part.isConnected).map((part) => part.querySelector<HTMLElement>(NEXT));
      (next.find((found) => found !== null) ?? current).focus({ preventScroll: true });
    };
    // Where a person leaves an element that still exists, nothing is given back. Asked once a removal is over; a window that is left keeps its element.
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) return;
      queueMicrotask(() => {
        if (held && isUsable(held.element) && document.activeElement !== held.element) held = null;
      });
    };
    document.addEventListener('focusin', note);
    document.addEventListener('focusout', leave);
    const observer = new MutationObserver(keep);
    observer.observe(current, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('focusout', leave);
      observer.disconnect();
    };
  }, []);
  return area;
}

function isUsable(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled');
}

/** The parts of a whole that an element is in, the innermost first, the whole last. */
function partsOf(element: Element, whole: Element): Element[] {
  const parts: Element[] = [];
  for (let part = element.parentElement; part && part !== whole; part = part.parentElement) parts.push(part);
  return [...parts, whole];
}

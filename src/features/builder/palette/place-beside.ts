const GAP = 6;
const MARGIN = 8;

/**
 * Places an open popover above or below its opener, wherever there is more room, inside the window and no taller than that room. (CSS
 * anchors would do, but not in every browser in use.)
 */
export function placeBeside(popover: HTMLElement, opener: HTMLElement | null): void {
  if (!opener) return;
  const from = opener.getBoundingClientRect();
  const above = from.top - GAP - MARGIN;
  const below = window.innerHeight - from.bottom - GAP - MARGIN;
  popover.style.maxHeight = `${Math.max(above, below)}px`;
  const size = popover.getBoundingClientRect();
  const left = Math.min(from.left, window.innerWidth - size.width - MARGIN);
  popover.style.left = `${Math.max(MARGIN, left)}px`;
  popover.style.top = `${below >= above ? from.bottom + GAP : from.top - GAP - size.height}px`;
}

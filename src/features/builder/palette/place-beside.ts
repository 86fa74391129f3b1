const GAP = 6;
const MARGIN = 8;

/**
 * Places an open popover above or below its opener, wherever there is more room, inside the window. What is taller than that room covers the opener rather
 * than scroll. (CSS anchors would do, but not in every browser in use.)
 */
export function placeBeside(popover: HTMLElement, opener: HTMLElement | null): void {
  if (!opener) return;
  const from = opener.getBoundingClientRect();
  popover.style.maxHeight = `${window.innerHeight - 2 * MARGIN}px`;
  const size = popover.getBoundingClientRect();
  const isBelow = window.innerHeight - from.bottom >= from.top;
  const left = Math.min(from.left, window.innerWidth - size.width - MARGIN);
  const top = isBelow
    ? Math.min(from.bottom + GAP, window.innerHeight - size.height - MARGIN)
    : Math.max(MARGIN, from.top - GAP - size.height);
  popover.style.left = `${Math.max(MARGIN, left)}px`;
  popover.style.top = `${top}px`;
}
